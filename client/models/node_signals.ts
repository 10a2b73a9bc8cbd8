import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { EditorData, EditorNode, EditorNodeType } from "../flow.ts";
import { nodeTitle } from "./node_data.ts";

/** What single nodes are asked for, each in a signal of its own: who reads one hears of no other node. */
export class NodeSignals {
  readonly #nodes: ReadonlySignal<ReadonlyMap<string, EditorNode>>;
  readonly #data = new Map<string, ReadonlySignal<EditorData | undefined>>();
  readonly #titles = new Map<string, ReadonlySignal<string>>();
  readonly #expanded = new Map<string, Signal<boolean>>();

  constructor(nodes: ReadonlySignal<ReadonlyMap<string, EditorNode>>) {
    this.#nodes = nodes;
  }

  /** Its data; undefined when it is not there. */
  data(id: string): ReadonlySignal<EditorData | undefined> {
    return kept(this.#data, id, () => computed(() => this.#nodes.value.get(id)?.data));
  }

  /** What it is called; its id when it is not there. */
  title(id: string): ReadonlySignal<string> {
    return kept(this.#titles, id, () =>
      computed(() => {
        const node = this.#nodes.value.get(id);
        return node ? nodeTitle(node.type as EditorNodeType, node.data) : id;
      }));
  }

  /** Whether its fold is open. */
  expanded(id: string): Signal<boolean> {
    return kept(this.#expanded, id, () => signal(false));
  }

  /** Forgets all of them: another graph comes. */
  clear(): void {
    for (const all of [this.#data, this.#titles, this.#expanded]) all.clear();
  }
}

function kept<T>(all: Map<string, T>, id: string, make: () => T): T {
  let own = all.get(id);
  if (own === undefined) all.set(id, own = make());
  return own;
}
