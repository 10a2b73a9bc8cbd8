import type { JsonValue } from "../core/json.ts";

/** How much is kept of runs. */
export interface KeptLimits {
  /** Runs whose values are kept. */
  runs: number;
  /** Bytes of all values together, estimated. */
  bytes: number;
}

/** What {@link KeptValues} uses where nothing else is said. */
export const KEPT_LIMITS: KeptLimits = { runs: 50, bytes: 256 * 1024 * 1024 };

interface KeptRun {
  values: Map<string, JsonValue>;
  bytes: number;
}

/**
 * The outputs of recent runs, for those who saw previews of them. The oldest runs are forgotten first; a run that
 * is too large alone loses its values too.
 */
export class KeptValues {
  readonly #limits: KeptLimits;
  readonly #runs = new Map<string, KeptRun>();
  #bytes = 0;

  constructor(limits: Partial<KeptLimits> = {}) {
    this.#limits = { ...KEPT_LIMITS, ...limits };
  }

  /** Keeps a node's output. */
  set(runId: string, nodeId: string, value: JsonValue): void {
    let run = this.#runs.get(runId);
    if (!run) this.#runs.set(runId, run = { values: new Map(), bytes: 0 });
    const bytes = estimateBytes(value);
    run.values.set(nodeId, value);
    run.bytes += bytes;
    this.#bytes += bytes;
    while (this.#runs.size > this.#limits.runs || this.#bytes > this.#limits.bytes) {
      this.#forgetOldest();
    }
  }

  /** A node's output, when it is kept. */
  get(runId: string, nodeId: string): JsonValue | undefined {
    return this.#runs.get(runId)?.values.get(nodeId);
  }

  #forgetOldest(): void {
    const [id, run] = this.#runs.entries().next().value!;
    this.#runs.delete(id);
    this.#bytes -= run.bytes;
  }
}

/** About how much memory a value takes. Iterative, since values may be nested deep. */
export function estimateBytes(value: JsonValue): number {
  let bytes = 0;
  const open: JsonValue[] = [value];
  while (open.length > 0) {
    const item = open.pop()!;
    bytes += 8;
    if (typeof item === "string") bytes += 2 * item.length;
    else if (Array.isArray(item)) { for (const entry of item) open.push(entry); }
    else if (typeof item === "object" && item !== null) {
      for (const key of Object.keys(item)) {
        bytes += 2 * key.length;
        open.push(item[key]);
      }
    }
  }
  return bytes;
}
