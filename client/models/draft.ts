import { effect } from "@preact/signals";
import { errorMessage } from "../../engine/core/errors.ts";
import { serializeWorkflow, type Workflow } from "../../engine/core/workflow.ts";
import type { Clock } from "../clock.ts";
import type { GraphModel } from "./graph.ts";
import type { TextStorage } from "./storage.ts";

/** Where the draft is kept. */
export const DRAFT_KEY = "psynapse.draft";

/** How long after the last change it is written: not while a node is dragged or a text is typed. */
const DELAY_MS = 400;

/** What went wrong, in words, and the way out. */
export type Report = (problem: string) => void;

/** Keeps the draft up to date. */
export interface DraftKeeper {
  /** Writes now what is not written yet: before the page goes away. */
  flush(): void;
  /** Writes what is left and ends. */
  dispose(): void;
}

/** Writes the graph into the storage after each change, until it is disposed of. */
export function keepDraft(
  graph: GraphModel,
  options: {
    storage: TextStorage;
    clock: Pick<Clock, "after">;
    report: Report;
    /** What is written of the graph; all of it unless given. */
    snapshot?: () => Workflow;
  },
): DraftKeeper {
  const { storage, clock, report, snapshot = () => graph.toWorkflow() } = options;
  let cancel: (() => void) | undefined;
  let full = false;

  function write(): void {
    cancel = undefined;
    try {
      storage.setItem(DRAFT_KEY, serializeWorkflow(snapshot()));
      full = false;
    } catch (error) {
      // Once is enough: each further change would fail the same way.
      if (!full) {
        report(`Your changes are not kept across reloads (${errorMessage(error)}). Use Save.`);
      }
      full = true;
    }
  }

  let first = true;
  const end = effect(() => {
    graph.nodes.value;
    graph.edges.value;
    graph.viewport.value;
    graph.about.value;
    if (first) first = false;
    else {
      cancel?.();
      cancel = clock.after(DELAY_MS, write);
    }
  });

  function flush(): void {
    if (!cancel) return;
    cancel();
    write();
  }
  return {
    flush,
    dispose() {
      end();
      flush();
    },
  };
}
