import { type ReadonlySignal, signal } from "@preact/signals";
import type { NodeRun, RunState } from "../../engine/core/run_state.ts";
import { sizeOfNode } from "../data/size_of.ts";

/** A run that has ended, as the page keeps it. */
export interface PastRun {
  /** From 1, in the order in which they began. */
  readonly number: number;
  /** The server's name of it; "" when it named none. */
  readonly id: string;
  /** What was run: `whole graph`, `add and what it needs`. */
  readonly name: string;
  /** Which workflow was open: the same object as long as it is that one. */
  readonly of: unknown;
  readonly state: RunState;
  /** Milliseconds since the epoch by the page's clock. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What a node gave in one run. */
export interface PastValue {
  readonly run: PastRun;
  readonly node: NodeRun;
}

/** The runs of this page, for as long as it is open. */
export interface RunHistory {
  /** The newest first. */
  readonly runs: ReadonlySignal<readonly PastRun[]>;
  /** Whether a run is one of the workflow that is open. */
  isOfThis(run: PastRun): boolean;
  /** The last run of this workflow in which a node had its turn. Reads {@link RunHistory.runs}. */
  latest(nodeId: string): PastValue | undefined;
  /** The last run of the same workflow before that one in which a node got to its output. */
  before(run: PastRun, nodeId: string): PastValue | undefined;
  add(run: PastRun): void;
  clear(): void;
}

/** How much is kept: the oldest go first, the newest stays however large it is. */
const LIMIT = { runs: 200, bytes: 64 * 1024 * 1024 };

/** Makes a {@link RunHistory} in which nothing is. `about` says which workflow is open. */
export function createRunHistory(
  about: () => unknown = () => undefined,
  limit = LIMIT,
): RunHistory {
  const runs = signal<readonly PastRun[]>([]);
  const sizes = new WeakMap<PastRun, number>();

  function find(among: readonly PastRun[], fits: (run: PastRun) => NodeRun | undefined) {
    for (const run of among) {
      const node = fits(run);
      if (node) return { run, node };
    }
    return undefined;
  }

  const isOfThis = (run: PastRun) => run.of === about();
  return {
    runs,
    isOfThis,
    latest: (nodeId) => find(runs.value.filter(isOfThis), ({ state }) => state.nodes.get(nodeId)),
    before: (run, nodeId) =>
      find(
        runs.value.filter(({ number, of }) => number < run.number && of === run.of),
        ({ state }) => {
          const node = state.nodes.get(nodeId);
          return node?.output === undefined ? undefined : node;
        },
      ),
    add(run) {
      let bytes = 0;
      for (const node of run.state.nodes.values()) bytes += sizeOfNode(node);
      sizes.set(run, bytes);
      const kept = [run];
      for (const other of runs.peek()) {
        bytes += sizes.get(other) ?? 0;
        if (bytes > limit.bytes || kept.length >= limit.runs) break;
        kept.push(other);
      }
      runs.value = kept;
    },
    clear() {
      runs.value = [];
    },
  };
}
