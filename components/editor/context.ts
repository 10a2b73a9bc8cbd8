import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { EditorModel } from "../../client/models/editor.ts";

/** The way from the page to its components. */
export const EditorContext = createContext<EditorModel | undefined>(undefined);

/** The model behind the page. Throws outside of an editor. */
export function useEditor(): EditorModel {
  const editor = useContext(EditorContext);
  if (editor === undefined) throw new Error("useEditor() needs an <EditorContext.Provider> above");
  return editor;
}
