import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { isNodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import type { Engine } from "@/engine/engine.ts";
import { createEngine } from "@/engine/mod.ts";
import { type TempPacks, tempPacks } from "./temp_packs.ts";

const OPS = `
/** Is here, and goes on once as many are: at the same time, as this blocks its thread. */
export function meet(dir: string, name: string, count: number, after: number = 0): number {
  Deno.writeTextFileSync(dir + "/" + name, String(Deno.pid));
  const until = Date.now() + 20_000;
  while ([...Deno.readDirSync(dir)].length < count) {
    if (Date.now() > until) throw new Error("Nobody came");
  }
  return after + 1;
}
/** Like \`meet\`, and says from where. */
export function place(dir: string, name: string, count: number, after: number = 0): number {
  meet(dir, name, count, after);
  return Deno.pid;
}
/** Works for so many milliseconds. */
export function work(ms: number, a: number = 0, b: number = 0): number {
  console.log(String(Deno.pid));
  const until = performance.now() + ms;
  while (performance.now() < until);
  return a + 2 * b + 1;
}
/** @impure */
export function stay(ms: number, a: number = 0): number {
  return work(ms, a);
}
export function fail(ms: number, a: number = 0): number {
  work(ms, a);
  throw new Error("failed at " + a);
}
export function odd(ms: number, a: number = 0): Record<string, unknown> {
  work(ms, a);
  return { at: new Date(a * 1000), all: new Map([["a", a]]), none: undefined, not: NaN };
}
class Box {
  constructor(readonly held: number) {}
  open(): number { return this.held; }
}
/** Says that it gives a plain dict, and gives what cannot leave its process. */
export function box(ms: number, a: number = 0): Record<string, unknown> {
  return new Box(work(ms, a)) as never;
}
export function look(ms: number, it: Record<string, unknown>): string {
  work(ms);
  if (it instanceof Box) return "box of " + it.open();
  const { at, all, none, not } = it as Record<string, Map<string, number>>;
  return [at instanceof Date, all instanceof Map && all.get("a"), "none" in it, none, not].join();
}
export async function nap(ms: number, a: number = 0): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return a + 1;
}
/** Ends its process, once somebody else has been here. */
export function exit(dir: string, name: string, count: number, after: number = 0): number {
  meet(dir, name, count, after);
  Deno.exit(3);
}
export function spin(dir: string, name: string, count: number): number {
  meet(dir, name, count);
  for (;;);
}
export function variable(ms: number, a: number = 0): string {
  work(ms, a);
  return String(Deno.env.get("SHARED_WORK"));
}
`;

const STREAMS = `
export class Say {
  async *call(text: string, a: number = 0): AsyncGenerator<string> {
    yield text;
    yield String(a);
  }
}
`;

/** What came of a run. */
export interface SharedRun {
  events: RunEvent[];
  end: RunEvent;
  outputs: Record<string, unknown>;
  errors: Record<string, string>;
  /** Processes in which \`work\` was done. */
  pids: Set<string>;
}

/** An engine whose pack has ops that block, and a folder where they meet. */
export interface OverlapStage extends AsyncDisposable {
  engine: Engine;
  /** A new folder for ops to meet in. */
  folder(): Promise<string>;
  run(nodes: StageNodes, edges?: string[], more?: Record<string, unknown>): Promise<SharedRun>;
  /** The body of a request. */
  body(nodes: StageNodes, edges?: string[], more?: Record<string, unknown>): unknown;
}

/** For each node its op and its values; `list` and `view` alone for those. */
export type StageNodes = Record<string, "list" | "view" | [op: string, values?: object]>;

/** Makes a stage. @param hosts how many hosts of the pack may be at work at once */
export async function overlapStage(hosts = 2): Promise<OverlapStage> {
  const packs: TempPacks = await tempPacks({
    "shared/ops.ts": OPS,
    "shared/stream_ops.ts": STREAMS,
    "shared/deno.json": JSON.stringify({
      permissions: { default: { read: true, write: true, env: ["SHARED_WORK"] } },
    }),
  });
  const engine = createEngine({
    nodepackDir: packs.dir,
    watch: false,
    pool: { eagerHosts: hosts },
    log: () => {},
  });
  let folders = 0;
  const stage: OverlapStage = {
    engine,
    async folder() {
      const dir = `${packs.dir}/../meeting_${++folders}`;
      await Deno.mkdir(dir);
      return dir;
    },
    body: bodyOf,
    run: async (...graph) => {
      const run = await engine.run(parseRunRequest(bodyOf(...graph)));
      const events = await Array.fromAsync(run.events);
      return summary(events);
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      await packs[Symbol.asyncDispose]();
    },
  };
  return stage;
}

function bodyOf(nodes: StageNodes, edges: string[] = [], more: Record<string, unknown> = {}) {
  return {
    nodes: Object.entries(nodes).map(([id, node]) =>
      typeof node === "string" ? { id, type: `${node}Node`, data: {} } : {
        id,
        type: "functionNode",
        data: { functionName: node[0], label: id, values: node[1] ?? {} },
      }
    ),
    edges: edges.map((edge) => {
      const [source, target, targetHandle = "input"] = edge.split(/ -> |\./);
      return { source, sourceHandle: "output", target, targetHandle };
    }),
    ...more,
  };
}

function summary(events: RunEvent[]): SharedRun {
  const run: SharedRun = { events, end: events.at(-1)!, outputs: {}, errors: {}, pids: new Set() };
  for (const event of events.filter(isNodeEvent)) {
    if (event.status === "completed") run.outputs[event.node_id] = event.output;
    if (event.status === "error") run.errors[event.node_id] = event.error;
    if (event.status === "log") run.pids.add(event.text);
  }
  return run;
}
