import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";

/** Undo and redo over states that are never changed in place. Made by {@link createHistory}. */
export interface History {
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** What the step is called that would be taken back, or made again: `move 3 nodes`. */
  readonly undoName: ReadonlySignal<string | undefined>;
  readonly redoName: ReadonlySignal<string | undefined>;
  /**
   * Keeps the state as it is now, before a change. Changes in a row with the same key (typing in one field) count as
   * one, until {@link History.settle}.
   */
  record(key?: string, name?: string): void;
  /**
   * Whatever `change` records counts as one step of that name; none at all when the state is the same afterwards.
   * `join`: the change belongs to the step before it (a node that is dropped on a wire was moved there), which gets the
   * name. What `change` throws is thrown on, after the step was closed.
   */
  asOne<R>(name: string, change: () => R, join?: boolean): R;
  /** The next change counts as a new one, whatever its key. */
  settle(): void;
  undo(): void;
  redo(): void;
  forget(): void;
}

interface Step<T> {
  state: T;
  name: string;
}

/** States that are kept: more than anybody steps back through, little memory since states share their parts. */
const LIMIT = 100;
/** What a step is called that nobody named. */
const UNNAMED = "the last change";

/**
 * Keeps states of something that `read` reads and `write` puts back. `same`: whether two states are the same, so that
 * going from one to the other is no step.
 */
export function createHistory<T>(
  read: () => T,
  write: (state: T) => void,
  same: (a: T, b: T) => boolean = Object.is,
): History {
  const past: Step<T>[] = [];
  const future: Step<T>[] = [];
  let lastKey: string | undefined;
  /** Within {@link History.asOne}: its changes are recorded already. */
  let within = false;
  const undoName = signal<string>();
  const redoName = signal<string>();

  function publish(): void {
    batch(() => {
      undoName.value = past.at(-1)?.name;
      redoName.value = future.at(-1)?.name;
    });
  }

  function step(from: Step<T>[], to: Step<T>[]): void {
    const taken = from.pop();
    if (taken === undefined) return;
    to.push({ state: read(), name: taken.name });
    lastKey = undefined;
    batch(() => {
      write(taken.state);
      publish();
    });
  }

  function record(key?: string, name: string = UNNAMED): void {
    if (within) return;
    const last = past.at(-1);
    // A series keeps its first name: what is renamed letter by letter is called as it was before.
    if (key === undefined || key !== lastKey || !last) past.push({ state: read(), name });
    lastKey = key;
    if (past.length > LIMIT) past.shift();
    future.length = 0;
    publish();
  }

  function asOne<R>(name: string, change: () => R, join = false): R {
    if (within) return change();
    const before = { state: read(), name };
    const last = past.at(-1);
    within = true;
    try {
      return batch(change);
    } finally {
      within = false;
      if (!same(before.state, read())) {
        if (join && last) last.name = name;
        else past.push(before);
        if (past.length > LIMIT) past.shift();
        future.length = 0;
        lastKey = undefined;
        publish();
      }
    }
  }

  return {
    canUndo: computed(() => undoName.value !== undefined),
    canRedo: computed(() => redoName.value !== undefined),
    undoName,
    redoName,
    record,
    asOne,
    settle() {
      lastKey = undefined;
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    forget() {
      past.length = 0;
      future.length = 0;
      lastKey = undefined;
      publish();
    },
  };
}
