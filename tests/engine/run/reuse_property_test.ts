/**
 * Random graphs that are edited and run again: with reuse a run gives what a full run gives, and only what must run
 * runs.
 */
import { expect } from "@std/expect";
import fc from "fast-check";
import { gatherInputs } from "@/engine/core/gather_inputs.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { planRun } from "@/engine/core/plan.ts";
import { isNodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import { Stage, type StageOp, stageParam, type StageRun } from "@/tests/helpers/reuse_stage.ts";

/** What impure ops see. */
let world = 0;

interface PropertyOp {
  name: string;
  isPure?: false;
  call(a: unknown, b: unknown, version: string): unknown;
}

class Point {
  constructor(readonly x: unknown) {}
}

/** What ops do, for each pack; `version` is that of its code. */
const FORMS: PropertyOp[] = [
  { name: "sum", call: (a, b) => Number(a ?? 0) + Number(b ?? 0) },
  { name: "coded", call: (a, _, version) => `${version}:${text(a)}` },
  { name: "small", call: (a) => text(a).length % 3 },
  { name: "pair", call: (a, b) => ({ first: a, second: b }) },
  { name: "listed", call: (a, b) => [a, [b]] },
  { name: "negative", call: (a) => (Number(a) > 3 ? fail(`more than 3: ${text(a)}`) : -Number(a)) },
  { name: "odd", call: (a) => [NaN, undefined, -0, new Map([[1, a]]), 5n][Number(a) % 5] },
  { name: "later", call: async (a) => await Promise.resolve([a]) },
  { name: "bytes", call: (a) => new Uint8Array([Number(a) || 0, 7]) },
  { name: "point", call: (a) => new Point(a) },
  { name: "adder", call: (a) => () => text(a) },
  { name: "show", call: (a, b) => `${text(a)} ${text(b)}` },
  { name: "look", isPure: false, call: (a) => [world, text(a).length % 2] },
  { name: "dull", isPure: false, call: () => world % 2 },
  { name: "rough", isPure: false, call: (a) => (world % 3 === 0 ? fail("rough") : a) },
];

function text(value: unknown): string {
  return Deno.inspect(value, { depth: 20, breakLength: Infinity });
}

function fail(message: string): never {
  throw new Error(message);
}

const PACKS = ["p", "q", "r"];
const versions: Record<string, string> = {};

function stageOps(): StageOp[] {
  return PACKS.flatMap((pack) =>
    FORMS.map((form): StageOp => ({
      pack,
      name: form.name,
      params: [stageParam("a"), stageParam("b"), stageParam("n", "float"), stageParam("l", "list")],
      isPure: form.isPure ?? true,
      call: ([a, b, n, l]) => form.call(a ?? n ?? l, b, `${pack}${versions[pack] ?? "1"}`),
    }))
  );
}

/** A node, with numbers that choose among what there is. */
interface Draft {
  kind: number;
  pack: number;
  value: unknown;
  edges: { from: number; handle: number; to: number }[];
}

const values = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.constantFrom<unknown>(
    "",
    "2",
    "x",
    null,
    true,
    [],
    [1, "a"],
    { k: { d: 1 } },
    -0,
    "y".repeat(99),
  ),
);
const drafts = fc.record<Draft>({
  kind: fc.nat(FORMS.length + 5),
  pack: fc.nat(PACKS.length - 1),
  value: values,
  edges: fc.array(fc.record({ from: fc.nat(), handle: fc.nat(3), to: fc.nat(5) }), {
    maxLength: 3,
  }),
});

const edits = fc.oneof(
  fc.record({ what: fc.constant("value" as const), at: fc.nat(), value: values }),
  fc.record({ what: fc.constant("node" as const), at: fc.nat(), draft: drafts }),
  fc.record({ what: fc.constant("add" as const), draft: drafts }),
  fc.record({ what: fc.constant("remove" as const), at: fc.nat() }),
  fc.record({ what: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ what: fc.constant("code" as const), at: fc.nat(PACKS.length - 1) }),
  fc.record({ what: fc.constant("world" as const), at: fc.nat(5) }),
  fc.record({ what: fc.constant("key" as const), at: fc.nat(1) }),
  fc.record({ what: fc.constant("errors" as const) }),
  fc.record({ what: fc.constant("nothing" as const) }),
);
type Edit = typeof edits extends fc.Arbitrary<infer T> ? T : never;

interface Scene {
  nodes: { id: string; draft: Draft }[];
  count: number;
  key: string;
  onError: "skip" | "null";
}

function change(scene: Scene, edit: Edit): void {
  const { nodes } = scene;
  const chosen = "at" in edit && nodes.length > 0 ? edit.at % nodes.length : -1;
  switch (edit.what) {
    case "value":
      if (chosen !== -1) nodes[chosen].draft = { ...nodes[chosen].draft, value: edit.value };
      break;
    case "node":
      if (chosen !== -1) nodes[chosen].draft = edit.draft;
      break;
    case "add":
      nodes.push({ id: `n${scene.count++}`, draft: edit.draft });
      break;
    case "remove":
      if (chosen !== -1) nodes.splice(chosen, 1);
      break;
    case "cut":
      if (chosen !== -1) nodes[chosen].draft = { ...nodes[chosen].draft, edges: [] };
      break;
    case "code":
      versions[PACKS[edit.at]] = `${Number(versions[PACKS[edit.at]] ?? "1") + 1}`;
      break;
    case "world":
      world = edit.at;
      break;
    case "key":
      scene.key = `key ${edit.at}`;
      break;
    case "errors":
      scene.onError = scene.onError === "skip" ? "null" : "skip";
      break;
    case "nothing":
  }
}

const TARGETS = ["a", "b", "n", "l", "no such parameter", "input-0"];
const SOURCES = [undefined, "output", "first", "second"];

/** The body of a request. Edges go from earlier nodes to later ones, so that there is no cycle. */
function bodyOf({ nodes, key, onError }: Scene, reuse: boolean): object {
  return {
    nodes: nodes.map(({ id, draft: { kind, pack, value } }) => {
      const form = FORMS[kind];
      if (form === undefined) {
        const type = ["variableNode", "listNode", "viewNode", "oddNode", "functionNode"][
          kind % 5
        ];
        return {
          id,
          type,
          data: { variableType: "List", variableValue: [value], functionName: noOp(type) },
        };
      }
      const data = { functionName: form.name, pack: PACKS[pack], values: { a: value } };
      return { id, type: "functionNode", data };
    }),
    edges: nodes.flatMap(({ id, draft }, i) =>
      i === 0 ? [] : draft.edges.map(({ from, handle, to }) => ({
        source: nodes[from % i].id,
        target: id,
        sourceHandle: SOURCES[handle],
        targetHandle: TARGETS[to],
      }))
    ),
    env_vars: { KEY: key },
    on_error: onError,
    reuse,
  };
}

function noOp(type: string): string | undefined {
  return type === "functionNode" ? "no such op" : undefined;
}

/** Packs that see the variable. */
const SEES_KEY = new Set(["q"]);

const PARAMS = ["a", "b", "n", "l"];

interface BodyEdge {
  source: string;
  target: string;
  sourceHandle?: string;
  targetHandle: string;
}

function edgesTo(node: string, scene: Scene): BodyEdge[] {
  const { edges } = bodyOf(scene, false) as { edges: BodyEdge[] };
  return edges.filter((edge) => edge.target === node);
}

/** Nodes whose values cannot be compared: functions and instances of classes are, or are in, them. */
function opaqueNodes(full: StageRun, scene: Scene): Set<string> {
  const values = new Map(full.calls.map(({ node, result }) => [node, result]));
  const request = parseRunRequest(bodyOf(scene, false));
  const plan = planRun(request);
  for (const i of plan.order) {
    const node = request.nodes[i];
    if (node.kind !== "list" && node.kind !== "view") continue;
    const inputs = gatherInputs(
      node,
      plan.incoming[i],
      undefined,
      (source) => values.get(request.nodes[source].id),
    );
    values.set(node.id, node.kind === "view" ? inputs.input : Object.values(inputs));
  }
  const isOpaque = (value: unknown) => /\[(Async)?Function|Point \{/.test(text(value));
  return new Set(Array.from(values).filter(([, value]) => isOpaque(value)).map(([id]) => id));
}

/**
 * For each node that calls an op, what its result depends on; null for what must always run, undefined for what may:
 * a list or view is run by one of its neighbours' hosts, which perhaps gets no more than a clone of what is opaque.
 */
function dependencies(full: StageRun, scene: Scene): Map<string, string | null | undefined> {
  const shown = new Map<string, string>();
  for (const event of full.events) {
    if (isNodeEvent(event) && event.status === "executing") {
      shown.set(event.node_id, JSON.stringify(event.inputs));
    }
  }
  const opaque = opaqueNodes(full, scene);
  return new Map(full.calls.map(({ node, pack, op, args }) => {
    const isPure = FORMS.find((form) => form.name === op)!.isPure ?? true;
    const argsText = text(args);
    const edges = edgesTo(node, scene);
    const isOp = new Set(full.calls.map((call) => call.node));
    // Other edges only order.
    const isUnclear = edges.some(({ source, targetHandle }) =>
      PARAMS.includes(targetHandle) && opaque.has(source) && !isOp.has(source)
    );
    const isComparable = edges.every(({ source, targetHandle }) =>
      !opaque.has(source) || !PARAMS.includes(targetHandle)
    );
    const code = `${pack}${versions[pack] ?? "1"}`;
    const key = SEES_KEY.has(pack) ? scene.key : "";
    // A connected input that is undefined is not the same as none.
    const connected = PARAMS.filter((it, at) =>
      args[at] === undefined && edges.some((edge) => edge.targetHandle === it)
    );
    const all = JSON.stringify([code, op, key, argsText, shown.get(node), connected]);
    if (isPure && isUnclear) return [node, undefined];
    return [node, isPure && isComparable ? all : null];
  }));
}

/** As clients get it: without -0. */
function onTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** What is told of each node, but for when and how. */
function told(events: RunEvent[]): unknown {
  const byNode = events.filter(isNodeEvent).filter((it) => it.status !== "executing");
  return onTheWire(
    byNode.map((event) => [
      event.node_id,
      event.node_number,
      event.status,
      event.status === "completed" ? event.output : event.status === "error" ? event.error : null,
    ]).sort(),
  );
}

/** Inputs of each node, as events tell them. */
function inputsOf(events: RunEvent[]): unknown {
  const all = events.flatMap((event) =>
    "inputs" in event && event.inputs ? [[event.node_id, event.inputs]] : []
  );
  return onTheWire(all.sort());
}

Deno.test("with reuse a run gives what a full run gives, and only what must run runs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(drafts, { minLength: 1, maxLength: 9 }),
      fc.array(edits, { minLength: 1, maxLength: 7 }),
      async (first, changes) => {
        world = 0;
        for (const pack of PACKS) delete versions[pack];
        const scene: Scene = { nodes: [], count: 0, key: "key", onError: "skip" };
        for (const draft of first) change(scene, { what: "add", draft });
        const stage = new Stage(stageOps());
        stage.permissions = { q: { env: ["KEY"] } };
        const seen = new Set<string>();
        for (const edit of [{ what: "nothing" } as const, ...changes]) {
          change(scene, edit);
          stage.versions = { ...versions };
          await compare(stage, scene, seen);
        }
      },
    ),
    // The same graphs every time; another seed draws others.
    { numRuns: 60, seed: 20 },
  );
});

async function compare(stage: Stage, scene: Scene, seen: Set<string>): Promise<void> {
  const fresh = new Stage(stageOps());
  fresh.permissions = stage.permissions;
  const full = await fresh.run(bodyOf(scene, false));
  const reused = await stage.run(bodyOf(scene, true));
  expect(onTheWire(reused.end)).toEqual(onTheWire(full.end));
  expect(told(reused.events)).toEqual(told(full.events));
  expect(inputsOf(reused.events)).toEqual(inputsOf(full.events));

  const needs = dependencies(full, scene);
  const ran = new Map(reused.calls.map((call) => [call.node, call]));
  const news = new Set<string>();
  for (const { node, op } of full.calls) {
    const need = needs.get(node);
    if (need === undefined) continue;
    const isNew = need === null || !seen.has(need);
    // The same call twice in a run may be made twice.
    if (!isNew || news.has(need ?? "")) {
      if (!isNew) expect([node, op, ran.has(node)]).toEqual([node, op, false]);
    } else {
      expect([node, op, ran.has(node)]).toEqual([node, op, true]);
    }
    if (need !== null) news.add(need);
  }
  expect([...ran.keys()].filter((node) => !needs.has(node))).toEqual([]);
  const opaque = opaqueNodes(full, scene);
  for (const { node } of full.calls) {
    const need = needs.get(node);
    if (need && !opaque.has(node) && full.errors[node] === undefined) seen.add(need);
  }
}
