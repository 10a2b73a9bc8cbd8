import { computed, type ReadonlySignal } from "@preact/signals";
import { activePart } from "../../engine/core/node_modes.ts";
import { type EditorEdge, type EditorNode, fromFlow } from "../flow.ts";
import type { FindOp } from "./handles.ts";

/** Why a node does not run: its own mark, or that what it needs comes from a muted one. */
export type Standing = "muted" | "bypassed" | "skipped" | "pinned";

const STANDINGS: Readonly<Record<string, Standing>> = {
  mute: "muted",
  bypass: "bypassed",
  pin: "pinned",
};

/** Says of each node whether it runs. */
export class Standings {
  /** Of all that do not run, by their ids. */
  readonly all: ReadonlySignal<ReadonlyMap<string, Standing>>;
  readonly #own = new Map<string, ReadonlySignal<Standing | undefined>>();

  constructor(
    nodes: ReadonlySignal<EditorNode[]>,
    edges: ReadonlySignal<EditorEdge[]>,
    findOp: FindOp,
  ) {
    // As a text, so that nothing is worked out anew while nodes are dragged.
    const marked = computed(() => JSON.stringify(nodes.value.flatMap(markOf)));
    this.all = computed(() => {
      const marks: [string, string][] = JSON.parse(marked.value);
      if (marks.length === 0) return new Map();
      const workflow = fromFlow({ nodes: nodes.peek(), edges: edges.value });
      const found = new Map<string, Standing>();
      for (const id of activePart(workflow, findOp).skipped) found.set(id, "skipped");
      for (const [id, mark] of marks) {
        // A pinned value behind a muted node does not flow.
        if (mark !== "pin" || !found.has(id)) found.set(id, STANDINGS[mark]);
      }
      return found;
    });
  }

  /** undefined: it runs. */
  of(id: string): ReadonlySignal<Standing | undefined> {
    let own = this.#own.get(id);
    if (!own) this.#own.set(id, own = computed(() => this.all.value.get(id)));
    return own;
  }
}

function markOf({ id, data }: EditorNode): [string, string][] {
  if ("mode" in data && data.mode) return [[id, data.mode]];
  return "pinned" in data && data.pinned !== undefined ? [[id, "pin"]] : [];
}
