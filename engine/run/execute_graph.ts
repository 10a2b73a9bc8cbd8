import type { CatalogSnapshot } from "../catalog/types.ts";
import type { RunRequest } from "../core/graph.ts";
import { planRun } from "../core/plan.ts";
import type { RunEvent } from "../core/run_event.ts";
import { checkEnvVars } from "./env_vars.ts";
import { GraphRun } from "./graph_run.ts";
import type { Hosts } from "./hosts.ts";
import { indexOps, type OpIndex } from "./partition.ts";

/** What it takes to run a graph. */
export interface ExecuteOptions {
  request: RunRequest;
  catalog: CatalogSnapshot | OpIndex;
  hosts: Hosts;
  /** Stops the run. */
  signal?: AbortSignal;
}

/**
 * Runs a graph: the one path that all of HTTP, command line and editor take.
 *
 * Refuses a graph with a cycle at once. What it returns starts when it is iterated, can be iterated once, and ends
 * with exactly one terminal event. Leaving the loop early stops the run; `return()` resolves when nothing of it is
 * left, also while a `next()` is open.
 *
 * @throws {PsynapseError} "bad_graph" when the graph has a cycle, "bad_request" when an environment variable cannot
 * be set.
 */
export function executeGraph(options: ExecuteOptions): AsyncIterable<RunEvent> {
  const { request, hosts, signal } = options;
  checkEnvVars(request.envVars);
  const plan = planRun(request);
  const catalog = "find" in options.catalog ? options.catalog : indexOps(options.catalog);
  return {
    [Symbol.asyncIterator](): AsyncIterator<RunEvent, undefined> {
      const run = new GraphRun({ request, plan, catalog, hosts, signal });
      return {
        async next() {
          const event = run.next();
          const value = event instanceof Promise ? await event : event;
          return value === undefined ? { done: true, value } : { done: false, value };
        },
        async return() {
          await run.close();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
