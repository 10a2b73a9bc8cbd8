import type { NodeRun } from "../../engine/core/run_state.ts";
import type { PastRun } from "../models/run_history.ts";
import { parsePreview } from "../values.ts";

/** How a node of two runs differs. */
export interface NodeChange {
  readonly id: string;
  readonly name: string;
  /**
   * `output`: both have one, and they differ. `beginning`: of both only the beginning is here, and that is the same.
   * `only_first`, `only_second`: the other run did not have the node.
   */
  readonly kind: "output" | "beginning" | "outcome" | "only_first" | "only_second";
  readonly first?: NodeRun;
  readonly second?: NodeRun;
}

/** How two runs differ. */
export interface RunComparison {
  readonly changes: readonly NodeChange[];
  /** Nodes that gave the same in both. */
  readonly same: number;
}

/** Compares two runs node by node, in the order of the second. */
export function compareRuns(first: PastRun, second: PastRun): RunComparison {
  const changes: NodeChange[] = [];
  let same = 0;
  const ids = new Set([...second.state.nodes.keys(), ...first.state.nodes.keys()]);
  for (const id of ids) {
    const [a, b] = [first.state.nodes.get(id), second.state.nodes.get(id)];
    const kind = kindOf(a, b);
    if (!kind) same++;
    else {
      const name = (b ?? a)?.name ?? id;
      changes.push({ id, name, kind, ...(a ? { first: a } : {}), ...(b ? { second: b } : {}) });
    }
  }
  return { changes, same };
}

function kindOf(a: NodeRun | undefined, b: NodeRun | undefined): NodeChange["kind"] | undefined {
  if (!a) return "only_second";
  if (!b) return "only_first";
  if (a.output === undefined || b.output === undefined) {
    return a.status === b.status && a.error === b.error ? undefined : "outcome";
  }
  if (JSON.stringify(a.output) !== JSON.stringify(b.output)) return "output";
  return parsePreview(a.output) ? "beginning" : undefined;
}
