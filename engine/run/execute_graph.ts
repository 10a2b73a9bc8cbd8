import type { CatalogSnapshot, Nodepack } from "../catalog/types.ts";
import type { RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { DEFAULT_LIMITS, limitNote, type Limits, limitText } from "../core/limits.ts";
import { PsynapseError } from "../core/errors.ts";
import { createValueMask } from "../core/mask_values.ts";
import { planRun } from "../core/plan.ts";
import type { RunEvent } from "../core/run_event.ts";
import { checkEnvVars, serverSecrets } from "./env_vars.ts";
import { GraphRun } from "./graph_run.ts";
import type { Hosts } from "./hosts.ts";
import { indexOps, type OpIndex } from "./partition.ts";
import type { ReuseStore } from "./reuse_store.ts";
import type { RunQueue } from "./run_queue.ts";

/** What it takes to run a graph. */
export interface ExecuteOptions {
  request: RunRequest;
  catalog: CatalogSnapshot | OpIndex;
  hosts: Hosts;
  /** Stops the run. */
  signal?: AbortSignal;
  /** What it may use at most; the defaults where they are not given. */
  limits?: Pick<Limits, "nodes" | "runTime" | "nodeTime" | "output">;
  /** Where it waits for its turn; without it, it has its turn at once. */
  queue?: RunQueue;
  /** Where results of pure ops are kept from run to run, for requests with `reuse`; without it, all nodes run. */
  store?: ReuseStore;
  /** Large values are told as previews, all of them or but for those of views; as a whole where this is not given. */
  previews?: "all" | "not views";
}

/** A graph that runs, or is about to. */
export interface GraphExecution extends AsyncIterable<RunEvent> {
  /**
   * Stops it; resolves when nothing of it is left. The events end with the terminal one that says so. Safe to call
   * at any time.
   */
  stop(): Promise<void>;
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>;
  /**
   * The output of a node, whole; undefined when it has none (yet) or there is no such node. A promise for one that was
   * told as a preview: its host is asked, which may not have it any more.
   */
  value(nodeId: string): JsonValue | undefined | Promise<JsonValue | undefined>;
  /** For outputs that were told as previews, by node id, how to get them. */
  readonly later: ReadonlyMap<string, () => Promise<JsonValue | undefined>>;
  /** The outputs of all nodes that have one, by id. */
  outputs(): ReadonlyMap<string, JsonValue>;
  /** Bytes that the outputs take as JSON, about. */
  readonly size: number;
}

/**
 * Runs a graph: the one path that all of HTTP, command line and editor take.
 *
 * Refuses a graph with a cycle at once, and one that is too large. What it returns starts when it is iterated, and has
 * its place in the queue from now on: it must be iterated or stopped. Leaving the loop early stops the
 * run; `return()` resolves when nothing of it is left, also while a `next()` is open.
 *
 * @throws {PsynapseError} "bad_graph" when the graph has a cycle or too many nodes, "bad_request" when an environment
 * variable cannot be set, "busy" when too many runs wait already.
 */
export function executeGraph(options: ExecuteOptions): GraphExecution {
  const { request, hosts, signal, limits = DEFAULT_LIMITS, store, previews } = options;
  checkEnvVars(request.envVars);
  checkSize(request.nodes.length, limits.nodes);
  const plan = planRun(request);
  const catalog = "find" in options.catalog ? options.catalog : indexOps(options.catalog);
  // What is told of a run has no secrets in it; between its nodes values flow as they are.
  const mask = createValueMask({
    ...serverSecrets(packsOf(request, catalog)),
    ...request.envVars,
  });
  // The last that can refuse: a place that is taken has to be left.
  const turn = options.queue?.enter();
  const run = new GraphRun({
    request,
    plan,
    catalog,
    hosts,
    signal,
    limits,
    turn,
    store,
    // Hosts do not know what is to be masked: it would be cut before it is found.
    previews: mask === undefined ? previews : undefined,
  });
  const masked: RunEvent[] | undefined = mask && [];
  const iterator: AsyncIterator<RunEvent, undefined> = {
    async next() {
      while (true) {
        const ready = masked?.shift();
        if (ready !== undefined) return { done: false, value: ready };
        const event = run.next();
        const value = event instanceof Promise ? await event : event;
        if (value === undefined) return { done: true, value };
        if (mask === undefined) return { done: false, value };
        masked?.push(...mask.events(value));
      }
    },
    async return() {
      await run.close();
      return { done: true, value: undefined };
    },
  };
  return {
    [Symbol.asyncIterator]: () => iterator,
    stop: () => run.stop(),
    ended: run.ended,
    value(nodeId) {
      const value = run.value(nodeId);
      // Runs with something to mask tell all values as a whole.
      if (value === undefined || value instanceof Promise || mask === undefined) return value;
      return mask.data(value);
    },
    outputs() {
      const outputs = run.outputs();
      if (mask === undefined) return outputs;
      return new Map(Array.from(outputs, ([nodeId, value]) => [nodeId, mask.data(value)]));
    },
    get later() {
      return run.later;
    },
    get size() {
      return run.size;
    },
  };
}

/** The packs whose ops are in a graph. */
function packsOf({ nodes }: RunRequest, catalog: OpIndex): Set<Nodepack> {
  const packs = new Set<Nodepack>();
  for (const node of nodes) {
    if (node.kind !== "function") continue;
    const name = node.pack ?? catalog.find(node.op, undefined)?.schema.pack;
    const pack = name === undefined ? undefined : catalog.pack(name);
    if (pack !== undefined) packs.add(pack);
  }
  return packs;
}

/**
 * Refuses graphs of more nodes than may run.
 *
 * @throws {PsynapseError} "bad_graph"
 */
export function checkSize(nodes: number, most: number): void {
  if (nodes <= most) return;
  throw new PsynapseError(
    "bad_graph",
    `The graph has ${nodes.toLocaleString("en")} nodes, but ${limitText("nodes", most)} are the ` +
      `most that may run ${limitNote("nodes")}`,
    { field: "nodes" },
  );
}
