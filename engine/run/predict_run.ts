import type { RunRequest } from "../core/graph.ts";
import type { Limits } from "../core/limits.ts";
import { setOwn } from "../core/own.ts";
import { planRun } from "../core/plan.ts";
import type { NodePrediction } from "../core/prediction.ts";
import { checkEnvVars } from "./env_vars.ts";
import { checkSize } from "./execute_graph.ts";
import type { Hosts } from "./hosts.ts";
import { type OpIndex, placeNodes } from "./partition.ts";
import { Reuse } from "./reuse.ts";
import type { ReuseStore } from "./reuse_store.ts";

/** What {@link predictRun} needs. */
export interface PredictOptions {
  request: RunRequest;
  catalog: OpIndex;
  hosts: Pick<Hosts, "hostOf">;
  limits: Pick<Limits, "nodes">;
  store: ReuseStore;
}

/**
 * Says by id of each node what a run with `reuse` would begin with, and runs nothing. O(nodes + edges).
 *
 * @throws {PsynapseError} as `executeGraph()` does
 */
export function predictRun(options: PredictOptions): Record<string, NodePrediction> {
  const { request, catalog, hosts, limits, store } = options;
  checkEnvVars(request.envVars);
  checkSize(request.nodes.length, limits.nodes);
  const plan = planRun(request);
  const hostOf = (pack: string) => hosts.hostOf(pack);
  const placement = placeNodes({
    graph: request,
    plan,
    catalog,
    hostOf,
    onError: request.onError,
  });
  const reuse = new Reuse({ request, plan, catalog, placement, store });
  reuse.decide();
  const predictions: Record<string, NodePrediction> = {};
  request.nodes.forEach(({ id }, i) => setOwn(predictions, id, reuse.prediction(i)));
  return predictions;
}
