import { effect, type Signal } from "@preact/signals";
import { errorMessage } from "../../engine/core/errors.ts";
import type { Workflow } from "../../engine/core/workflow.ts";
import type { Clock } from "../clock.ts";
import type { DraftState, Report } from "./draft.ts";
import type { GraphModel } from "./graph.ts";

/**
 * How long after the first change that is not written it is written. Changes that follow do not put it off: what is
 * lost with the browser is less than a second old.
 */
const DELAY_MS = 400;

/** Keeps the draft up to date. */
export interface DraftKeeper {
  /** Begins to write now what is not written yet. Resolves when it is; whether it could be. */
  flush(): Promise<boolean>;
  /** The graph as it is now is kept already: it came from there. */
  isKept(): void;
  /** The graph as it is now is not kept yet. */
  isNew(): void;
  /** The graph as it is now is in a file of the user's. */
  isInFile(): void;
  /** Whether something of the graph is neither kept nor in a file. */
  isAtRisk(): boolean;
  /** Writes what is left and ends. */
  dispose(): void;
}

/** What keeping a draft needs. */
export interface KeepOptions {
  clock: Pick<Clock, "after">;
  state: Signal<DraftState>;
  report: Report;
  /** What is written of the graph. */
  snapshot(): Workflow;
  /** Keeps it. Rejects when it cannot. */
  write(workflow: Workflow): Promise<void>;
}

/** What of the graph is written, as the objects that hold it. */
type Content = ReturnType<typeof contentOf>;

/** Writes the graph after each change, until it is disposed of. */
export function keepDraft(graph: GraphModel, options: KeepOptions): DraftKeeper {
  const { clock, state, report, snapshot, write } = options;
  let seen = contentOf(graph);
  /** Counts changes; up to which of them the graph is kept, and is in a file. */
  let change = 0;
  let kept = 0;
  let filed = 0;
  /** Up to which change it is being written, and the write. */
  let sent = 0;
  let writing = Promise.resolve(true);
  let callOff: (() => void) | undefined;
  let refused = false;

  async function send(upTo: number): Promise<boolean> {
    try {
      await write(snapshot());
      kept = Math.max(kept, upTo);
      refused = false;
    } catch (error) {
      // Once is enough: each further change would fail the same way.
      if (!refused) report(refusal(error));
      refused = true;
      sent = kept;
    }
    state.value = refused ? "refused" : kept === change ? "saved" : "changed";
    return !refused;
  }

  function flush(): Promise<boolean> {
    callOff?.();
    callOff = undefined;
    if (sent < change) {
      sent = change;
      writing = send(change);
    }
    return writing;
  }

  function isNew(): void {
    change++;
    if (state.peek() !== "refused") state.value = "changed";
    callOff ??= clock.after(DELAY_MS, flush);
  }

  const end = effect(() => {
    const content = contentOf(graph);
    if (isSame(seen, content)) return;
    seen = content;
    isNew();
  });

  return {
    flush,
    isNew,
    isKept() {
      callOff?.();
      callOff = undefined;
      kept = sent = change;
      state.value = "saved";
    },
    isInFile() {
      filed = change;
    },
    isAtRisk: () => change > Math.max(kept, filed),
    dispose() {
      end();
      void flush();
    },
  };
}

function refusal(error: unknown): string {
  const full = error instanceof DOMException && error.name === "QuotaExceededError";
  const why = full ? "it has no room left" : errorMessage(error).replace(/\.$/, "");
  return `The browser does not keep your changes (${why}). Use Save before you leave the page.`;
}

/** Reads the signals of all that is written, and follows them within an effect. */
function contentOf({ nodes, edges, viewport, about }: GraphModel) {
  return {
    nodes: nodes.value,
    edges: edges.value,
    viewport: viewport.value,
    about: about.value,
  };
}

/** Whether what is written is the same: what is selected or measured is not written. */
function isSame(a: Content, b: Content): boolean {
  return a.about === b.about && isSameAll(a.viewport, b.viewport, ["x", "y", "zoom"]) &&
    isSameList(
      a.edges,
      b.edges,
      (one, other) =>
        isSameAll(one, other, ["id", "source", "sourceHandle", "target", "targetHandle", "data"]),
    ) &&
    isSameList(a.nodes, b.nodes, (one, other) =>
      isSameAll(one, other, ["id", "type", "data"]) &&
      isSameAll(one.position, other.position, ["x", "y"]));
}

function isSameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a === b || (a.length === b.length &&
    a.every((one, index) => one === b[index] || same(one, b[index])));
}

function isSameAll<T>(a: T, b: T, fields: readonly (keyof T)[]): boolean {
  return a === b || fields.every((field) => a[field] === b[field]);
}
