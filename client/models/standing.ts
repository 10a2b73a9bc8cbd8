import { computed, type ReadonlySignal } from "@preact/signals";
import { activePart } from "../../engine/core/node_modes.ts";
import { type EditorEdge, type EditorNode, fromFlow } from "../flow.ts";
import type { FindOp } from "./handles.ts";

/** Why a node does not run: its own mark, or that what it needs comes from a muted one. */
export type Standing = "muted" | "bypassed" | "skipped";

/** Says of each node whether it runs. */
export class Standings {
  readonly #all: ReadonlySignal<ReadonlyMap<string, Standing>>;
  readonly #own = new Map<string, ReadonlySignal<Standing | undefined>>();

  constructor(
    nodes: ReadonlySignal<EditorNode[]>,
    edges: ReadonlySignal<EditorEdge[]>,
    findOp: FindOp,
  ) {
    // As a text, so that nothing is worked out anew while nodes are dragged.
    const marked = computed(() => JSON.stringify(nodes.value.flatMap(markOf)));
    this.#all = computed(() => {
      const marks: [string, string][] = JSON.parse(marked.value);
      if (marks.length === 0) return new Map();
      const workflow = fromFlow({ nodes: nodes.peek(), edges: edges.value });
      const found = new Map<string, Standing>();
      for (const id of activePart(workflow, findOp).skipped) found.set(id, "skipped");
      for (const [id, mode] of marks) found.set(id, mode === "mute" ? "muted" : "bypassed");
      return found;
    });
  }

  /** undefined: it runs. */
  of(id: string): ReadonlySignal<Standing | undefined> {
    let own = this.#own.get(id);
    if (!own) this.#own.set(id, own = computed(() => this.#all.value.get(id)));
    return own;
  }
}

function markOf({ id, data }: EditorNode): [string, string][] {
  const mode = "mode" in data ? data.mode : undefined;
  return mode ? [[id, mode]] : [];
}
