import type { EditorNode } from "../flow.ts";
import { WHOLE } from "./connections.ts";
import { type FindOp, hasDefault, inputParams, outputHandles, VIEW_INPUT } from "./handles.ts";
import { listHandle } from "./list_inputs.ts";

/** Pixels as the style sheets make them (nodes.css, node_kinds.css); a test holds them against the page. */
const WIDTH = { node: 260, view: 300 };
/** Border, head, room above the first row. */
const TOP = 39;
/** Room above the first output, with the line; room below the last row, with the border. */
const OUTPUTS = 9;
const BOTTOM = 9;
const ROW = { label: 29, field: 57, item: 28, control: 36, fold: 25, note: 49 };
const COLLAPSED = 36;
const VIEW_EMPTY = 27;
/** Middle of the handle in a parameter's row. */
const PARAM_MIDDLE = 17;
const HANDLE = 12;
/** How far a handle stands out. */
const OUT = 6;

/** A measured size is never quite this one: only one that differs is reported by React Flow. */
const NOT_MEASURED = 0.25;

/** The handles of one node that have an edge. */
export interface ConnectedHandles {
  readonly inputs: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
}

/** Where a node's rows are, from top to bottom. */
class Rows {
  y = TOP;
  readonly inputs: [id: string, middle: number][] = [];
  readonly outputs: [id: string, middle: number][] = [];

  input(id: string, height: number, middle: number): void {
    this.inputs.push([id, this.y + middle]);
    this.y += height;
  }

  output(id: string): void {
    if (this.outputs.length === 0) this.y += OUTPUTS;
    this.outputs.push([id, this.y + ROW.label / 2]);
    this.y += ROW.label;
  }
}

/** How large a node is and where its handles are, worked out without the page. */
export function estimateNode(
  node: EditorNode,
  connected: ConnectedHandles,
  findOp: FindOp,
): Pick<EditorNode, "measured" | "handles"> {
  const { data } = node;
  if (node.type === "noteNode" || node.type === "groupNode") {
    const { width, height } = node.data;
    return { measured: { width, height: height + NOT_MEASURED }, handles: [] };
  }
  const rows = rowsOf(node, connected, findOp);
  const own = node.type === "viewNode" ? node.data : {};
  const width = own.width ?? (node.type === "viewNode" ? WIDTH.view : WIDTH.node);
  const isCollapsed = "collapsed" in data && data.collapsed === true;
  const height = isCollapsed ? COLLAPSED : own.height ?? rows.y + BOTTOM;
  const place = (type: "source" | "target", x: number) => ([id, middle]: [string, number]) => ({
    ...{ id, type, x, width: HANDLE, height: HANDLE },
    y: (isCollapsed ? COLLAPSED / 2 : middle) - HANDLE / 2,
    position: (type === "source" ? "right" : "left") as never,
  });
  return {
    measured: { width, height: height + NOT_MEASURED },
    handles: [
      ...rows.inputs.map(place("target", -OUT)),
      ...rows.outputs.map(place("source", width - OUT)),
    ],
  };
}

function rowsOf(node: EditorNode, { inputs, outputs }: ConnectedHandles, findOp: FindOp): Rows {
  const rows = new Rows();
  switch (node.type) {
    case "functionNode": {
      const op = findOp(node.data.functionName, node.data.pack);
      const params = inputParams(op, node.data.values, inputs);
      const row = ({ name, type }: { name: string; type: string }) => {
        // A checkbox stands beside its label.
        const free = type === "bool" ? ROW.control : ROW.field;
        rows.input(name, inputs.has(name) ? ROW.label : free, PARAM_MIDDLE);
      };
      const folded = params.filter(hasDefault);
      params.filter((param) => !hasDefault(param)).forEach(row);
      if (folded.length > 0) rows.y += ROW.fold;
      folded.filter(({ name }) => inputs.has(name)).forEach(row);
      if (!op) rows.y += ROW.note;
      for (const { id } of outputHandles(op, outputs)) rows.output(id);
      break;
    }
    case "variableNode": {
      const { variableType } = node.data;
      rows.y += 2 * ROW.control;
      if (variableType === "String" || variableType === "Image") rows.y += ROW.control;
      rows.output(WHOLE);
      break;
    }
    case "listNode":
      for (let i = 0; i <= inputs.size; i++) {
        rows.input(listHandle(i), ROW.item, ROW.item / 2);
      }
      rows.output(WHOLE);
      break;
    default:
      rows.input(VIEW_INPUT, ROW.label, ROW.label / 2);
      rows.y += VIEW_EMPTY;
  }
  return rows;
}
