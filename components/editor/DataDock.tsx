import { useEditor } from "./context.ts";
import { useData } from "./load_data.ts";

/** The data panel, where it is open. */
export function DataDock() {
  const { layout } = useEditor();
  const open = layout.data.value;
  const parts = useData(open);
  return open && parts ? <parts.DataPanel /> : null;
}
