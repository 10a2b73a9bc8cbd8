import { isNodeEvent, type RunEvent } from "../core/run_event.ts";
import type { Run } from "../engine.ts";
import type { GraphExecution } from "./execute_graph.ts";
import { type KeptLimits, KeptValues } from "./kept_values.ts";

/** The runs that are under way, by id, and the outputs of those that were. */
export class RunRegistry {
  readonly #runs = new Map<string, Run>();
  readonly #kept: KeptValues;

  constructor(limits: Partial<KeptLimits> = {}) {
    this.#kept = new KeptValues(limits);
  }

  /** Gives a run its id and watches it until it has ended. */
  add(execution: GraphExecution): Run {
    const id = crypto.randomUUID();
    const source = execution[Symbol.asyncIterator]();
    const forget = () => this.#runs.delete(id);
    const iterator: AsyncIterator<RunEvent, undefined> = {
      next: async () => {
        const { done, value } = await source.next();
        if (done) return { done, value: undefined };
        if (!isNodeEvent(value)) forget();
        else if (value.status === "completed") this.#kept.set(id, value.node_id, value.output);
        return { done, value };
      },
      return: async () => {
        forget();
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
    const run: Run = {
      id,
      events: { [Symbol.asyncIterator]: () => iterator },
      stop: async () => {
        await execution.stop();
        forget();
      },
    };
    this.#runs.set(id, run);
    return run;
  }

  /** The run of that id, while it is under way. */
  find(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  /** The output of a node of a recent run. */
  value(runId: string, nodeId: string) {
    return this.#kept.get(runId, nodeId);
  }

  /** Stops all runs. */
  async stopAll(): Promise<void> {
    await Promise.all(Array.from(this.#runs.values(), (run) => run.stop()));
  }
}
