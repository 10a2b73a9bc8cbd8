/**
 * Outputs that are pinned: the node does not run, and its pinned value flows on in its place.
 *
 * @module
 */
import type { VariableType } from "./graph.ts";
import type { JsonValue } from "./json.ts";
import { isWithinDepth } from "./own.ts";
import { MAX_VALUE_DEPTH } from "./parse_graph.ts";
import type { RunnableNode, WorkflowEdge } from "./workflow.ts";

/** Characters of JSON that a pinned value may have: it is saved in the file. */
export const PIN_LIMIT = 1_000_000;

/**
 * Texts that stand for what JSON cannot hold: `[Function add]`, `[Uint8Array 12 bytes]`, `[Point {"x":1}]`. A text that
 * somebody wrote may look the same, and counts as one too.
 */
const STAND_IN =
  /^\[(?:(?:Function|Class|Symbol)(?: [^\]]*)?|Circular|\w+ \d+ bytes|[A-Z]\w* \{.*[}…])\]$/s;

/** Why a value cannot be pinned, in words; undefined when it can. */
export function pinProblem(value: JsonValue): string | undefined {
  if (value === null) return "null cannot be pinned: pin another value, or mute the node";
  if (!isWithinDepth(value, MAX_VALUE_DEPTH)) {
    return `a value that is nested deeper than ${MAX_VALUE_DEPTH} levels cannot be pinned`;
  }
  if (hasStandIn(value)) {
    return "what is shown only stands for a value that cannot be written down, such as a function";
  }
  return sizeProblem(value);
}

/** Why a value is too large to be pinned, in words; undefined when it is not. */
export function sizeProblem(value: JsonValue): string | undefined {
  const { length } = JSON.stringify(value);
  return length <= PIN_LIMIT
    ? undefined
    : `it is too large to be saved with the workflow: ${
      length.toLocaleString("en")
    } characters, and at most ${PIN_LIMIT.toLocaleString("en")} can be pinned`;
}

/** Whether a text in a value may stand for something that JSON cannot hold. Walks with a stack of its own. */
export function hasStandIn(value: JsonValue): boolean {
  const open: JsonValue[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string" && next[0] === "[" && next.length < 1000 && STAND_IN.test(next)) {
      return true;
    }
    if (typeof next === "object" && next !== null) {
      for (const child of Object.values(next)) open.push(child);
    }
  }
  return false;
}

/** The graph in which pinned nodes are Variables that hold the pinned value: what would flow into them does not. */
export function withPinsAsVariables(
  nodes: readonly RunnableNode[],
  edges: readonly WorkflowEdge[],
): { nodes: RunnableNode[]; edges: WorkflowEdge[] } {
  const pinned = new Set(nodes.filter(isPinned).map(({ id }) => id));
  return {
    nodes: nodes.map((node) => pinned.has(node.id) ? asVariable(node) : node),
    edges: edges.filter(({ target }) => !pinned.has(target)),
  };
}

/** Whether a node's output is pinned. */
export function isPinned({ data }: Pick<RunnableNode, "data">): boolean {
  return data.pinned !== undefined && data.pinned !== null;
}

function asVariable({ id, position, data, type }: RunnableNode): RunnableNode {
  const { pinned = "", label } = data;
  const name = label ?? (type === "functionNode" ? data.functionName : TITLES[type]);
  return {
    ...{ id, position, type: "variableNode" },
    data: { variableName: name, variableType: typeOf(pinned), variableValue: pinned, label: name },
  };
}

const TITLES = { variableNode: "Variable", listNode: "List", viewNode: "View" } as const;

function typeOf(value: JsonValue): VariableType {
  if (Array.isArray(value)) return "List";
  switch (typeof value) {
    case "number":
      return "Number";
    case "boolean":
      return "Boolean";
    case "string":
      return "String";
    default:
      return "Object";
  }
}
