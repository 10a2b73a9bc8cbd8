import type { JsonValue } from "../core/json.ts";
import type { RunEvent } from "../core/run_event.ts";
import type { GraphExecution } from "./execute_graph.ts";

/** How much is kept of runs that have ended. */
export interface KeptLimits {
  /** Runs whose outputs are kept. */
  runs: number;
  /** Bytes of all their outputs together, about. The last run is kept in any case. */
  bytes: number;
}

/** What {@link RunRegistry} uses where nothing else is said. */
export const KEPT_LIMITS: KeptLimits = { runs: 50, bytes: 256 * 1024 * 1024 };

/** A run as those see it who asked for it. */
export interface RegisteredRun {
  readonly id: string;
  readonly events: AsyncIterable<RunEvent>;
  stop(): Promise<void>;
}

type KeptRun =
  & { outputs: ReadonlyMap<string, JsonValue>; size: number }
  & Pick<
    GraphExecution,
    "later"
  >;

/** The runs that are under way, by id, and the last of those that have ended, for their outputs. */
export class RunRegistry {
  readonly #limits: KeptLimits;
  readonly #underWay = new Map<string, { run: RegisteredRun; execution: GraphExecution }>();
  /** Of ended runs, the oldest first, what is kept of them: not their graphs. */
  readonly #kept = new Map<string, KeptRun>();

  constructor(limits: Partial<KeptLimits> = {}) {
    this.#limits = { ...KEPT_LIMITS, ...limits };
  }

  /** Gives a run its id and follows it to its end. */
  add(execution: GraphExecution): RegisteredRun {
    const id = crypto.randomUUID();
    const run: RegisteredRun = { id, events: execution, stop: () => execution.stop() };
    this.#underWay.set(id, { run, execution });
    void execution.ended.then(() => {
      this.#underWay.delete(id);
      this.#keep(id, execution);
    });
    return run;
  }

  /** The run of that id, while it is under way. */
  find(id: string): RegisteredRun | undefined {
    return this.#underWay.get(id)?.run;
  }

  /** The output of a node of a run that is under way or kept; a promise where its host has it. */
  value(runId: string, nodeId: string): JsonValue | undefined | Promise<JsonValue | undefined> {
    const kept = this.#kept.get(runId);
    if (kept) return kept.later.get(nodeId)?.() ?? kept.outputs.get(nodeId);
    return this.#underWay.get(runId)?.execution.value(nodeId);
  }

  /** Stops all runs. */
  async stopAll(): Promise<void> {
    await Promise.all(Array.from(this.#underWay.values(), ({ run }) => run.stop()));
  }

  #keep(id: string, execution: GraphExecution): void {
    const { later, size } = execution;
    this.#kept.set(id, { outputs: execution.outputs(), size, later });
    let bytes = 0;
    for (const { size } of this.#kept.values()) bytes += size;
    for (const [oldest, { size }] of this.#kept) {
      const fits = this.#kept.size <= this.#limits.runs && bytes <= this.#limits.bytes;
      if (fits || oldest === id) return;
      this.#kept.delete(oldest);
      bytes -= size;
    }
  }
}
