import { useState } from "preact/hooks";
import { createEditor } from "../client/models/editor.ts";
import { Editor } from "../components/editor/Editor.tsx";

/** The page as an island: what the server renders is an editor that has not begun to load. */
export default function WorkflowEditor() {
  const [editor] = useState(() => createEditor());
  return <Editor editor={editor} />;
}
