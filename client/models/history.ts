import { batch, type ReadonlySignal, signal } from "@preact/signals";

/** Undo and redo over states that are never changed in place. Made by {@link createHistory}. */
export interface History {
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /**
   * Keeps the state as it is now, before a change. Changes in a row with the same key (typing in one field) count as
   * one, until {@link History.settle}.
   */
  record(key?: string): void;
  /** The next change counts as a new one, whatever its key. */
  settle(): void;
  undo(): void;
  redo(): void;
  forget(): void;
}

/** States that are kept: more than anybody steps back through, little memory since states share their parts. */
const LIMIT = 100;

/** Keeps states of something that `read` reads and `write` puts back. */
export function createHistory<T>(read: () => T, write: (state: T) => void): History {
  const past: T[] = [];
  const future: T[] = [];
  let lastKey: string | undefined;
  const canUndo = signal(false);
  const canRedo = signal(false);

  function publish(): void {
    batch(() => {
      canUndo.value = past.length > 0;
      canRedo.value = future.length > 0;
    });
  }

  function step(from: T[], to: T[]): void {
    const state = from.pop();
    if (state === undefined) return;
    to.push(read());
    lastKey = undefined;
    batch(() => {
      write(state);
      publish();
    });
  }

  return {
    canUndo,
    canRedo,
    record(key) {
      if (key !== undefined && key === lastKey) return;
      lastKey = key;
      past.push(read());
      if (past.length > LIMIT) past.shift();
      future.length = 0;
      publish();
    },
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
