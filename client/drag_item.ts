import type { EditorNodeType } from "./flow.ts";

/** The type under which the library puts what is dragged. */
export const DRAG_TYPE = "application/psynapse";

/** What is dragged from the library onto the canvas. */
export interface DragItem {
  type: EditorNodeType;
  /** For function nodes. */
  op?: { name: string; pack: string };
}

const TYPES: readonly EditorNodeType[] = ["functionNode", "variableNode", "listNode", "viewNode"];

/** Reads what was dropped; undefined when it is none of the library's items. */
export function parseDragItem(text: string): DragItem | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined; // Dragged from somewhere else.
  }
  if (typeof raw !== "object" || raw === null) return undefined;
  const { type, op } = raw as { type?: unknown; op?: { name?: unknown; pack?: unknown } };
  const known = TYPES.find((name) => name === type);
  if (known !== "functionNode") return known && { type: known };
  if (typeof op?.name !== "string" || typeof op.pack !== "string") return undefined;
  return { type: known, op: { name: op.name, pack: op.pack } };
}
