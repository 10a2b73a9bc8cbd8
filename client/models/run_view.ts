import { batch, type Signal, signal } from "@preact/signals";
import {
  initialRunState,
  isUnderWay,
  type NodeRun,
  type RunState,
} from "../../engine/core/run_state.ts";
import type { Clock } from "../clock.ts";
import type { RunPhase } from "./run.ts";

/** The signals of a run. They follow the state, which events change in place, at most once per frame. */
export function createRunView(clock: Clock) {
  const phase = signal<RunPhase>("idle");
  const before = signal(0);
  const total = signal(0);
  const cards = signal<readonly NodeRun[]>([]);
  const error = signal<string>();
  const startedAt = signal<number>();
  const endedAt = signal<number>();
  const nodes = new Map<string, Signal<NodeRun | undefined>>();
  const touched = new Set<string>();
  let state = initialRunState();
  let callOff: (() => void) | undefined;

  function nodeSignal(id: string): Signal<NodeRun | undefined> {
    const found = nodes.get(id) ?? signal(state.nodes.get(id));
    nodes.set(id, found);
    return found;
  }

  function flush() {
    callOff?.();
    callOff = undefined;
    batch(() => {
      cards.value = [...state.nodes.values()];
      // Signals are made for those who ask, not for every node of a run.
      for (const id of touched) {
        const node = nodes.get(id);
        if (node) node.value = state.nodes.get(id);
      }
      touched.clear();
    });
  }

  return {
    phase,
    before,
    total,
    cards,
    error,
    startedAt,
    endedAt,
    nodeRun: nodeSignal,
    /** Shows a new run, of which nothing is known. */
    begin(fresh: RunState) {
      state = fresh;
      batch(() => {
        phase.value = "starting";
        total.value = 0;
        error.value = undefined;
        startedAt.value = clock.now();
        endedAt.value = undefined;
        for (const id of nodes.keys()) touched.add(id);
        flush();
      });
    },
    /** The server has answered: shows whether the run waits, unless it is told to stop. */
    begun(fresh: RunState) {
      if (phase.value === "stopping" || !isUnderWay(fresh.phase)) return;
      batch(() => {
        before.value = fresh.before ?? 0;
        phase.value = fresh.phase === "waiting" ? "waiting" : "running";
      });
    },
    /** Something about this node (or about the run, when undefined) has changed. */
    touch(id: string | undefined) {
      if (id !== undefined) touched.add(id);
      callOff ??= clock.frame(flush);
    },
    /** Shows a run that ended before. */
    show(past: RunState, began: number, ended: number) {
      batch(() => {
        this.begin(past);
        this.finish(past);
        startedAt.value = began;
        endedAt.value = ended;
      });
    },
    /** Shows how the run ended. */
    finish({ phase: last, error: reason }: RunState) {
      batch(() => {
        for (const id of nodes.keys()) touched.add(id);
        flush();
        phase.value = isUnderWay(last) ? "error" : last;
        error.value = last === "done" ? undefined : reason;
        endedAt.value = clock.now();
      });
    },
  };
}
