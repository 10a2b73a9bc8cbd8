import type { Engine } from "@/engine/engine.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { isNodeEvent, type NodeEvent, type TerminalEvent } from "@/engine/core/run_event.ts";

/** What came of a run. */
export interface GraphResult {
  /** Events of the nodes, in order. */
  events: NodeEvent[];
  end: TerminalEvent;
  /** Values of the views. */
  results: Record<string, unknown>;
  /** Messages of the nodes that failed or were skipped. */
  errors: Record<string, string>;
  /** Outputs of the nodes that completed. */
  outputs: Record<string, unknown>;
}

/** Runs a graph, given as the body of a request, to its end. */
export async function runGraph(engine: Engine, body: unknown): Promise<GraphResult> {
  const run = await engine.run(parseRunRequest(body));
  const result = { events: [], results: {}, errors: {}, outputs: {} } as Omit<GraphResult, "end">;
  for await (const event of run.events) {
    if (event.status === "waiting") continue;
    if (!isNodeEvent(event)) {
      return { ...result, end: event, results: event.status === "done" ? event.results : {} };
    }
    result.events.push(event);
    if (event.status === "error") result.errors[event.node_id] = event.error;
    if (event.status === "completed") result.outputs[event.node_id] = event.output;
  }
  throw new Error("The run has no terminal event");
}
