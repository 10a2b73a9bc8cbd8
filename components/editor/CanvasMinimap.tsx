import { Panel } from "@xyflow/react";
import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";

/** Where the graph is shown as a whole, once there is one. */
export function CanvasMinimap() {
  const { graph } = useEditor();
  const later = useLater(graph.nodes.value.length > 0);
  return (
    <Panel position="bottom-right" className="react-flow__minimap">
      {later && <later.CanvasMinimapPicture />}
    </Panel>
  );
}
