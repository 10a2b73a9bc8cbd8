/**
 * Random edits, undone and made again, leave the graph as it was, to the byte. 2,000 sequences in a run of the suite;
 * `PSYNAPSE_SEQUENCES=100000` makes as many as one wants.
 */
import { expect } from "@std/expect";
import { align, distribute } from "@/client/arrange/align.ts";
import { movePoint, withPoint } from "@/client/arrange/points.ts";
import { removeHealing, splice } from "@/client/arrange/wires.ts";
import { createGraph, type GraphModel } from "@/client/models/graph.ts";
import { makeNode, patched } from "@/client/models/node_data.ts";
import { serializeWorkflow } from "@/engine/core/workflow.ts";
import { add, divmod, findOp, greet, total } from "../../helpers/ops.ts";

const SEQUENCES = Number(Deno.env.get("PSYNAPSE_SEQUENCES") ?? 2000);
const STEPS = 24;
/** Nodes above which a sequence only removes, so that serialising stays cheap. */
const MOST_NODES = 14;

/** Numbers that are the same in each run (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomNumbers>;
type Edit = (graph: GraphModel, random: Random) => void;

const OPS = [add, divmod, greet, total];
const TYPES = ["variableNode", "listNode", "viewNode", "noteNode", "groupNode"] as const;

function pick<T>(all: readonly T[], random: Random): T | undefined {
  return all.length === 0 ? undefined : all[random(all.length)];
}

function selectSome(graph: GraphModel, random: Random): void {
  const ids = graph.nodes.peek().filter(() => random(2) === 0).map(({ id }) => id);
  graph.select(new Set(ids));
}

const EDITS: readonly Edit[] = [
  (graph, random) => {
    if (graph.nodes.peek().length > MOST_NODES) return;
    const position = { x: random(2000), y: random(1000) };
    const op = pick(OPS, random);
    graph.addNode("functionNode", { position, ...(op ? { op } : {}) });
  },
  (graph, random) => {
    if (graph.nodes.peek().length > MOST_NODES) return;
    const position = { x: random(2000), y: random(1000) };
    graph.addNode(TYPES[random(TYPES.length)], { position });
  },
  (graph, random) => {
    const [from, to] = [pick(graph.nodes.peek(), random), pick(graph.nodes.peek(), random)];
    if (!from || !to) return;
    const targetHandle = ["a", "b", "name", "numbers", "input", "input-0", "input-3"][random(7)];
    graph.connect({ source: from.id, sourceHandle: "output", target: to.id, targetHandle });
  },
  (graph, random) => graph.disconnect(pick(graph.edges.peek(), random)?.id ?? ""),
  (graph, random) => graph.removeNodes([pick(graph.nodes.peek(), random)?.id ?? ""]),
  (graph, random) => {
    const id = pick(graph.nodes.peek(), random)?.id ?? "";
    graph.setValue(id, ["a", "b"][random(2)], [1, "x", null, undefined, true][random(5)]);
  },
  (graph, random) => {
    const id = pick(graph.nodes.peek(), random)?.id ?? "";
    graph.updateData(id, { label: ["One", "Two", undefined][random(3)] });
  },
  (graph, random) => {
    const id = pick(graph.nodes.peek(), random)?.id;
    if (id === undefined) return;
    const position = { x: random(2000), y: random(1000) };
    for (let i = 0; i < random(3); i++) {
      graph.applyNodeChanges([{ type: "position", id, position: { x: i, y: i }, dragging: true }]);
    }
    graph.applyNodeChanges([{ type: "position", id, position, dragging: false }]);
  },
  selectSome,
  (graph, random) => {
    selectSome(graph, random);
    if (graph.nodes.peek().length <= MOST_NODES) graph.duplicateSelected();
  },
  (graph, random) => {
    selectSome(graph, random);
    graph.removeSelected();
  },
  (graph, random) => {
    selectSome(graph, random);
    const copied = graph.selectedWorkflow();
    if (graph.nodes.peek().length > MOST_NODES) return;
    graph.insert(copied, random(2) === 0 ? { x: random(900), y: random(900) } : undefined);
  },
  (graph, random) => {
    selectSome(graph, random);
    graph.edit("align", (flow) => align(flow, "left"));
    graph.edit("distribute", (flow) => distribute(flow, "down"), random(2) === 0);
  },
  (graph, random) => {
    const id = pick(graph.nodes.peek(), random)?.id ?? "";
    graph.edit("close the gap", (flow) => removeHealing(flow, new Set([id]), findOp));
  },
  (graph, random) => {
    const [node, edge] = [pick(graph.nodes.peek(), random), pick(graph.edges.peek(), random)];
    graph.edit("splice", (flow) => splice(flow, node?.id ?? "", edge?.id ?? "", findOp) ?? flow);
  },
  (graph, random) => {
    const id = pick(graph.edges.peek(), random)?.id ?? "";
    graph.edit("point", (flow) => withPoint(flow, id, { x: random(900), y: random(900) }));
    graph.edit("point", (flow) => movePoint(flow, id, random(2), { x: 1, y: random(9) }), true);
  },
  (graph, random) => {
    const id = pick(graph.nodes.peek(), random)?.id;
    const mode = ["mute", "bypass", undefined][random(3)];
    graph.edit("mark", (flow) => ({
      nodes: flow.nodes.map((node) =>
        node.id === id ? makeNode({ ...node, data: patched(node.data, { mode }) }) : node
      ),
      edges: flow.edges,
    }));
  },
  (graph, random) =>
    graph.asOne("several", () => {
      EDITS[random(5)](graph, random);
      EDITS[random(5)](graph, random);
    }),
  (graph, random) => random(12) === 0 && graph.clear(),
  (graph, random) => {
    if (random(12) > 0) return;
    graph.load({ ...graph.toWorkflow(), name: "again", viewport: { x: random(9), y: 0, zoom: 1 } });
  },
];

/** What {@link runSequence} did; all of it zero would be no test. */
interface Tally {
  undone: number;
  redone: number;
  steps: number;
}

/** One sequence against the plainest oracle: a list of texts, and the place in it. */
function runSequence(seed: number, tally: Tally): void {
  const random = randomNumbers(seed);
  const graph = createGraph({ findOp });
  const text = () => serializeWorkflow(graph.toWorkflow());
  for (let i = 0; i < STEPS; i++) {
    const choice = random(10);
    if (choice < 6) {
      EDITS[random(EDITS.length)](graph, random);
      continue;
    }
    const steps = 1 + random(4);
    const before = text();
    let done = 0;
    while (done < steps && graph.canUndo.peek()) {
      graph.undo();
      done++;
    }
    tally.undone += done;
    const back = text();
    if (choice === 9) continue;
    for (let redone = 0; redone < done; redone++) graph.redo();
    tally.redone += done;
    if (text() !== before) expect({ seed, i, text: text() }).toEqual({ seed, i, text: before });
    // And once more: what was undone twice is the same both times.
    for (let again = 0; again < done; again++) graph.undo();
    if (text() !== back) expect({ seed, i, text: text() }).toEqual({ seed, i, text: back });
    // From here new edits go on, from what was undone or from what was made again.
    if (choice < 8) { for (let redone = 0; redone < done; redone++) graph.redo(); }
  }
  const states = [text()];
  while (graph.canUndo.peek()) {
    graph.undo();
    states.push(text());
  }
  tally.steps += states.length - 1;
  // Nothing before the first step: what a new graph is, unless more was done than is kept.
  if (states.length <= 100) expect(states.at(-1)).toBe(EMPTY);
  for (let at = states.length - 2; at >= 0; at--) {
    graph.redo();
    if (text() !== states[at]) {
      expect({ seed, at, text: text() }).toEqual({ seed, at, text: states[at] });
    }
  }
}

const EMPTY = serializeWorkflow(createGraph({ findOp }).toWorkflow());

Deno.test(`${SEQUENCES} random sequences of edits, undo and redo leave the graph byte-equal`, () => {
  const tally: Tally = { undone: 0, redone: 0, steps: 0 };
  for (let seed = 1; seed <= SEQUENCES; seed++) runSequence(seed, tally);
  expect(tally.undone).toBeGreaterThan(SEQUENCES);
  expect(tally.redone).toBeGreaterThan(SEQUENCES);
  expect(tally.steps).toBeGreaterThan(SEQUENCES);
});

Deno.test("every step that can be undone changes something, and has a name", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomNumbers(seed);
    const graph = createGraph({ findOp });
    for (let i = 0; i < STEPS; i++) EDITS[random(EDITS.length)](graph, random);
    while (graph.canUndo.peek()) {
      expect(graph.undoName.peek()).toMatch(/^[a-z]+ ?/);
      graph.undo();
      expect(graph.redoName.peek()).toMatch(/^[a-z]+ ?/);
    }
  }
});
