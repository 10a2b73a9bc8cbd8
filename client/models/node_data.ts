import type { VariableType } from "../../engine/core/graph.ts";
import type { JsonValue } from "../../engine/core/json.ts";
import { newGroup, newNote } from "../../engine/core/parse_annotations.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import type {
  EditorData,
  EditorNode,
  EditorNodeType,
  FunctionData,
  VariableData,
} from "../flow.ts";

/** What a variable of each type holds at first; an image holds nothing until one is chosen. */
export const EMPTY_VARIABLES = {
  String: "",
  Number: 0,
  Boolean: false,
  List: [],
  Object: {},
  Image: undefined,
} as const satisfies Record<VariableType, JsonValue | undefined | readonly JsonValue[]>;

const KIND_TITLES = {
  functionNode: "Function",
  variableNode: "Variable",
  listNode: "List",
  viewNode: "View",
  noteNode: "Note",
  groupNode: "Group",
} as const satisfies Record<EditorNodeType, string>;

/** What a node is called on the canvas: its label, else its op's or variable's name, else its kind. */
export function nodeTitle(type: EditorNodeType, data: EditorData): string {
  if (data.label) return data.label;
  if (type === "functionNode") return (data as FunctionData).functionName;
  if (type === "variableNode") return (data as VariableData).variableName || KIND_TITLES[type];
  return KIND_TITLES[type];
}

/** What a screen reader calls a node: `add, function node`. */
export function nodeLabel(type: EditorNodeType, data: EditorData): string {
  if (type === "noteNode") return "Note";
  if (type === "groupNode") return data.label ? `${data.label}, group` : "Group";
  return `${nodeTitle(type, data)}, ${KIND_TITLES[type].toLowerCase()} node`;
}

/** A new node's data. */
export function newData(type: EditorNodeType, id: string, op?: OpSchema): EditorData {
  switch (type) {
    case "functionNode":
      if (!op) throw new TypeError("A function node needs an op");
      return { functionName: op.name, pack: op.pack, values: firstValues(op) };
    case "variableNode":
      return { variableName: id, variableType: "String", variableValue: "" };
    case "listNode":
    case "viewNode":
      return {};
    case "noteNode":
      return newNote();
    case "groupNode":
      return newGroup();
  }
}

/** An unchecked checkbox says false: what it shows is what runs. */
function firstValues(op: OpSchema): Record<string, JsonValue> {
  const bools = op.params.filter(({ type, optional, ...param }) =>
    type === "bool" && !optional && param.default === undefined
  );
  return Object.fromEntries(bools.map(({ name }) => [name, false]));
}

/** An id that reads well in files and on the command line: `add_1`. */
export function newId(base: string, taken: ReadonlySet<string>): string {
  for (let n = 1;; n++) {
    const id = `${base}_${n}`;
    if (!taken.has(id)) return id;
  }
}

/** What ids of new nodes begin with. */
export function idBase(type: EditorNodeType, op?: OpSchema): string {
  return op?.name ?? KIND_TITLES[type].toLowerCase();
}

/** A copy of `data` with the fields of `patch`; a field that is undefined is taken away. */
export function patched<T extends object>(data: T, patch: Record<string, unknown>): T {
  const all = Object.entries({ ...data, ...patch });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as T;
}

/**
 * Groups lie behind what is in them, also while they are selected, which lifts a node by 1000; they are held by their
 * title, since what is within is the canvas.
 */
const GROUP = { zIndex: -1001, dragHandle: ".group-head" };

/** React Flow's node from what the user made of it. */
export function makeNode(
  node: { id: string; type: EditorNodeType; position: { x: number; y: number }; data: EditorData },
): EditorNode {
  const own = node.type === "groupNode" ? GROUP : {};
  return { ...node, ...own, ariaLabel: nodeLabel(node.type, node.data) } as EditorNode;
}

/**
 * The value that a variable keeps when its type changes: a text that reads as the new type, a number as text, and so
 * on. What cannot be kept becomes the new type's empty value.
 */
export function convertVariable(
  value: JsonValue | undefined,
  to: VariableType,
): JsonValue | undefined {
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  const empty = structuredClone(EMPTY_VARIABLES[to]) as JsonValue | undefined;
  switch (to) {
    case "String":
      return text;
    case "Number":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : empty;
    case "Boolean":
      return text === "true";
    case "List": {
      const parsed = parseJson(text);
      return Array.isArray(parsed) ? parsed : empty;
    }
    case "Object": {
      const parsed = parseJson(text);
      const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
      return isObject ? parsed : empty;
    }
    case "Image":
      return text.startsWith("data:image/") ? text : empty;
  }
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: the caller takes its empty value.
  }
}
