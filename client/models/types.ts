import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { GraphProblem } from "../../engine/core/check_graph.ts";
import type { SolvedTypes } from "../../engine/core/edge_types.ts";
import type { ValueType } from "../../engine/core/schema.ts";

/** What an edge shows of its types. */
export interface EdgeLook {
  /** Gives it its colour. */
  type: ValueType;
  /** What becomes of the value: `number → text`; of an edge that is refused, that. */
  label?: string;
  /** The whole of it in a sentence. */
  title?: string;
  /** It does not fit. */
  isRefused?: true;
}

/** What is known of the types of the graph, and what is wrong with it. Kept up to date by `followTypes()`. */
export interface TypesModel {
  readonly looks: Signal<ReadonlyMap<string, EdgeLook>>;
  readonly solved: Signal<ReadonlyMap<string, SolvedTypes>>;
  readonly problems: Signal<readonly GraphProblem[]>;
  /** Whether the list of problems is open. */
  readonly open: Signal<boolean>;
  /** Only this node's part: a node component re-renders for its own node alone. */
  solvedOf(nodeId: string): ReadonlySignal<SolvedTypes | undefined>;
}

/** Makes a {@link TypesModel} that knows nothing. */
export function createTypes(): TypesModel {
  const solved = signal<ReadonlyMap<string, SolvedTypes>>(new Map());
  const nodes = new Map<string, ReadonlySignal<SolvedTypes | undefined>>();
  return {
    looks: signal<ReadonlyMap<string, EdgeLook>>(new Map()),
    solved,
    problems: signal<readonly GraphProblem[]>([]),
    open: signal(false),
    solvedOf(id) {
      let own = nodes.get(id);
      if (own === undefined) nodes.set(id, own = computed(() => solved.value.get(id)));
      return own;
    },
  };
}
