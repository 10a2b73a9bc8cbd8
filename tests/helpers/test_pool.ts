import type { CatalogSnapshot } from "@/engine/catalog/types.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { DEFAULT_LIMITS, type Limits } from "@/engine/core/limits.ts";
import { executeGraph, type GraphExecution } from "@/engine/run/execute_graph.ts";
import { HostPool, type PoolLimits } from "@/engine/run/host_pool.ts";
import type { HostSettings } from "@/engine/run/host_process.ts";
import { MemoryWatch } from "@/engine/run/memory_watch.ts";
import { collect, graphOf, testingCatalog, type TestNode } from "./testing_pack.ts";

/** Hosts of a test, ended when it is disposed of. */
export interface TestPool extends AsyncDisposable {
  pool: HostPool;
  /** What ops printed, line by line. */
  lines: string[];
  /** Makes a run of a graph in the short form of `graphOf`. */
  start(
    nodes: Record<string, TestNode>,
    edges?: string[],
    more?: Record<string, unknown> & { signal?: AbortSignal },
  ): GraphExecution;
  /** Runs a graph to its end. */
  run(
    nodes: Record<string, TestNode>,
    edges?: string[],
    more?: Record<string, unknown>,
  ): Promise<RunEvent[]>;
}

/** Makes real hosts for the testing pack, or for another catalog. */
export function testPool(
  catalog: CatalogSnapshot = testingCatalog(),
  { log, limits: changed, ...settings }: Partial<Omit<HostSettings, "limits">> & {
    limits?: Partial<PoolLimits & Limits>;
  } = {},
): TestPool {
  const lines: string[] = [];
  const keep = (_: string, line: string) => void lines.push(line);
  const limits = { ...DEFAULT_LIMITS, ...changed };
  const memory = new MemoryWatch(limits.memory);
  const pool = new HostPool({ log: log ?? keep, memory, ...settings, limits }, changed);
  pool.update(catalog);
  const test: TestPool = {
    pool,
    lines,
    start(nodes, edges = [], { signal, ...more } = {}) {
      const request = graphOf(nodes, edges, more);
      return executeGraph({ request, catalog, hosts: pool, signal, limits });
    },
    run: (...graph) => collect(test.start(...graph)),
    [Symbol.asyncDispose]: () => pool.close(),
  };
  return test;
}

/** The output of a node; undefined when it has none. */
export function outputOf(events: RunEvent[], node: string): unknown {
  for (const event of events) {
    if (event.status === "completed" && event.node_id === node) return event.output;
  }
}

/** The message of a node that failed or was skipped; undefined when it did not. */
export function errorOf(events: RunEvent[], node: string): string | undefined {
  for (const event of events) {
    if (event.status === "error" && "node_id" in event && event.node_id === node) {
      return event.error;
    }
  }
}
