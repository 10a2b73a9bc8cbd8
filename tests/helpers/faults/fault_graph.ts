import { mix, pieces } from "../../fixtures/nodepacks/faults/_mix.ts";
import { PACKS } from "./fault_packs.ts";
import type { Random } from "./random.ts";

/** What must come of a node. */
export interface ExpectedNode {
  pack: string;
  /** Its output; undefined where JSON does not show it. */
  output: number | undefined;
  /** All that it streams. */
  text: string;
  /** Ids of the nodes that it takes values of. */
  parents: string[];
  /** It does not end by itself. */
  isEndless?: true;
}

/** A graph whose values are known before it runs. Node ids are labels too. */
export interface FaultGraph {
  /** Body of a request. */
  body: Record<string, unknown>;
  /** By id; views are not among them. */
  nodes: Map<string, ExpectedNode>;
  /** Values of the views, by id, and the node that each shows. */
  views: Map<string, { output: number; of: string }>;
}

interface DrawnNode {
  id: string;
  op: string;
  pack: string;
  value: number;
  values: Record<string, number>;
}

/** Longest that an op takes by itself, in milliseconds. */
const MOST_MS = 12;
/** Most pieces of a stream op, and steps of a progress op. */
const MOST_REPORTS = 8;

/** Ops that give a number, by how often they are drawn. */
const NUMBER_OPS = [
  "blend",
  "blend",
  "blend",
  "blend_later",
  "blend_later",
  "blend_slowly",
  "Steps",
  "Pieces",
  "unbox",
] as const;

/** Ops that do not end by themselves, in every way there is. */
const ENDLESS_OPS = ["spin", "hang", "heed", "start_process", "SpinSteps", "SpinPieces"] as const;

/**
 * Draws a graph: every kind of op, every pack, values that JSON cannot hold.
 *
 * @param options `endless` adds an op that does not end by itself
 */
export function drawGraph(random: Random, { size = 14, endless = false } = {}): FaultGraph {
  const drawn: DrawnNode[] = [];
  const edges: Record<string, string>[] = [];
  const nodes = new Map<string, ExpectedNode>();
  const connect = (source: string, target: string, targetHandle: string): void => {
    edges.push({ source, sourceHandle: "output", target, targetHandle });
  };

  const add = (op: string, inputs: (DrawnNode | number)[]): DrawnNode => {
    const id = `n${drawn.length}`;
    const pack = random.pick(PACKS);
    const salt = random.below(1000);
    const values: Record<string, number> = { salt };
    if (/^(Steps|Pieces)$/.test(op)) values.count = random.below(MOST_REPORTS);
    if (/^(Steps|Pieces|blend_later|blend_slowly)$/.test(op)) values.ms = random.below(MOST_MS);
    const numbers = inputs.map((input, k) => {
      const name = "ab"[k];
      if (typeof input === "number") return values[name] = input;
      connect(input.id, id, name);
      return input.value;
    });
    const value = mix(numbers[0], numbers[1], salt);
    const node = { id, op, pack, value, values };
    drawn.push(node);
    nodes.set(id, {
      pack,
      output: op === "box" ? undefined : value,
      text: op === "Pieces" ? pieces(value, values.count).join("") : "",
      parents: inputs.flatMap((input) => typeof input === "number" ? [] : [input.id]),
    });
    return node;
  };

  const givers = (): DrawnNode[] => drawn.filter((node) => node.op !== "box");
  const input = (): DrawnNode | number => {
    const from = givers();
    return from.length > 0 && random.chance(0.7) ? random.pick(from.slice(-5)) : random.below(1000);
  };
  while (drawn.length < size) {
    const op = random.pick(NUMBER_OPS);
    if (op === "unbox") add(op, [add("box", [input(), input()]), add("box", [input(), input()])]);
    else add(op, [input(), input()]);
  }
  if (endless) {
    const op = random.pick(ENDLESS_OPS);
    const parent = random.pick(drawn);
    const id = `n${drawn.length}`;
    const node = { id, op, pack: random.pick(PACKS), value: 0, values: {} };
    // To a handle that it does not have: only the order counts.
    connect(parent.id, id, "after");
    const text = op === "SpinPieces" ? "spinning" : "";
    nodes.set(id, {
      pack: node.pack,
      output: undefined,
      text,
      parents: [parent.id],
      isEndless: true,
    });
    drawn.push(node);
  }
  const views = drawViews(givers().filter(({ op }) => !isEndless(op)), connect);
  return {
    body: { nodes: [...drawn.map(toNode), ...views.keys().map(toView)], edges },
    nodes,
    views,
  };
}

function isEndless(op: string): boolean {
  return ENDLESS_OPS.some((one) => one === op);
}

/** Views of the last few nodes. */
function drawViews(
  givers: DrawnNode[],
  connect: (source: string, target: string, handle: string) => void,
): FaultGraph["views"] {
  return new Map(
    givers.slice(-3).map(({ id, value }) => {
      connect(id, `v_${id}`, "input");
      return [`v_${id}`, { output: value, of: id }];
    }),
  );
}

function toNode({ id, op, pack, values }: DrawnNode): Record<string, unknown> {
  return { id, type: "functionNode", data: { functionName: op, pack, label: id, values } };
}

function toView(id: string): Record<string, unknown> {
  return { id, type: "viewNode", data: { label: id } };
}
