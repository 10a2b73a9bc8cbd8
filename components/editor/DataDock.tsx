import { useEditor } from "./context.ts";
import { useData } from "./load_data.ts";
import { useLater } from "./load_later.ts";

/** The panel below the canvas, where it is open. It has its place before what is in it is loaded. */
export function DataDock() {
  const { layout } = useEditor();
  const open = layout.data.value;
  const parts = useData(open);
  const later = useLater(open);
  if (!open) return null;
  return (
    <section id="data" class="data-panel nokey" aria-label="Data">
      {later && <later.Resizer label="Height of the data" edge="top" which="data" />}
      {parts && <parts.DataPanel />}
    </section>
  );
}
