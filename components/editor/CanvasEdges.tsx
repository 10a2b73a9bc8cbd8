import type { EdgeProps } from "@xyflow/react";
import { type EditorEdge, LED_EDGE } from "../../client/flow.ts";
import { useLater } from "./load_later.ts";

/** Wires with points: graphs that have none do not need what draws them. */
function LedEdge(props: EdgeProps<EditorEdge>) {
  const parts = useLater();
  return parts ? <parts.CanvasWire {...props} /> : null;
}

/** The components of edges that are not React Flow's own. */
export const EDGE_TYPES = { [LED_EDGE]: LedEdge };
