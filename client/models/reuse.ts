import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { NodePrediction } from "../../engine/core/prediction.ts";
import type { Api } from "../api.ts";
import type { Clock } from "../clock.ts";
import { readJson, type TextStorage, writeJson } from "./storage.ts";

/** Whether runs reuse results, and what the next run would begin with. */
export interface ReuseModel {
  readonly on: ReadonlySignal<boolean>;
  /** What is expected of a node; undefined while that is off, not known, or a run is active. */
  prediction(id: string): ReadonlySignal<NodePrediction | undefined>;
  set(on: boolean): void;
  /** Takes what the browser has kept. Not done at first, because the server renders the page without knowing. */
  restore(): void;
  /** Asks the server again after each change, while it is on; the returned function ends that. */
  follow(): () => void;
}

/** What a reuse model works with. */
export interface ReuseOptions {
  api: Pick<Api, "plan">;
  clock: Pick<Clock, "after">;
  storage: TextStorage;
  /** The body of the request, as a run would send it. May throw. */
  request(): unknown;
  /** Reads the signals upon which the request depends, and what the server knows. */
  touch(): void;
  /** Whether a run is active. */
  active: ReadonlySignal<boolean>;
}

const KEY = "psynapse.reuse";
/** How long after the last change the server is asked: not while a node is dragged or a text is typed. */
const DELAY_MS = 300;
const NOTHING: ReadonlyMap<string, NodePrediction> = new Map();

/** Makes a {@link ReuseModel} that is off. */
export function createReuse(options: ReuseOptions): ReuseModel {
  const { api, clock, storage, active } = options;
  const on = signal(false);
  const all = signal(NOTHING);
  const nodes = new Map<string, ReadonlySignal<NodePrediction | undefined>>();

  async function ask(signal: AbortSignal): Promise<void> {
    const answer = await api.plan(options.request(), signal);
    if (!signal.aborted) all.value = answer.ok ? answer.data : NOTHING;
  }

  return {
    on,
    prediction(id) {
      let own = nodes.get(id);
      if (own === undefined) nodes.set(id, own = computed(() => all.value.get(id)));
      return own;
    },
    set(next) {
      on.value = next;
      writeJson(storage, KEY, next);
    },
    restore() {
      on.value = readJson(storage, KEY) === true;
    },
    follow: () =>
      effect(() => {
        if (!on.value || active.value) {
          all.value = NOTHING;
          return;
        }
        options.touch();
        const asked = new AbortController();
        // A request that cannot be made: Execute says why in words.
        const fail = () => void (all.value = NOTHING);
        const callOff = clock.after(DELAY_MS, () => void ask(asked.signal).catch(fail));
        return () => {
          callOff();
          asked.abort();
        };
      }),
  };
}
