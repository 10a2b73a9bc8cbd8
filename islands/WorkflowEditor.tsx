import { useState } from "preact/hooks";
import { createEditor } from "../client/models/editor.ts";
import type { Look } from "../client/models/look.ts";
import { Editor } from "../components/editor/Editor.tsx";

/** The page as an island: what the server renders is an editor that has not begun to load, as it was left. */
export default function WorkflowEditor({ look }: { look: Look }) {
  const [editor] = useState(() => createEditor({ look }));
  return <Editor editor={editor} />;
}
