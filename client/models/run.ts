import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { errorMessage } from "../../engine/core/errors.ts";
import type { JsonValue } from "../../engine/core/json.ts";
import {
  endRun,
  initialRunState,
  isAtWork,
  isUnderWay,
  type NodeRun,
  type NodeRunStatus,
  reduceRun,
  type RunState,
} from "../../engine/core/run_state.ts";
import { isNodeEvent, type RunEvent } from "../../engine/core/run_event.ts";
import type { Api, ApiResult } from "../api.ts";
import type { Clock } from "../clock.ts";
import type { PastRun } from "./run_history.ts";
import { createRunView } from "./run_view.ts";

export type { NodeRun, NodeRunStatus };
export { isAtWork };

/**
 * Where a run is. `starting` until the server answers, `waiting` while other runs have to end before, `stopping` until
 * the server says that all has ended.
 */
export type RunPhase =
  | "idle"
  | "starting"
  | "waiting"
  | "running"
  | "stopping"
  | "done"
  | "error"
  | "stopped";

/** The run that the page shows: the current one, or the last. Signals change at most once per frame. */
export interface RunModel {
  readonly phase: ReadonlySignal<RunPhase>;
  /** How many runs have to end before it, while it is `waiting`. */
  readonly before: ReadonlySignal<number>;
  /** From Execute until the run has ended. */
  readonly active: ReadonlySignal<boolean>;
  /** How many nodes it has, of which some may not have begun; 0 until it is asked for. */
  readonly total: ReadonlySignal<number>;
  /** In the order in which the nodes started. */
  readonly cards: ReadonlySignal<readonly NodeRun[]>;
  /** Only this node's part: a node component re-renders for its own node alone. */
  nodeRun(id: string): ReadonlySignal<NodeRun | undefined>;
  /** Why the run as a whole failed, in words. */
  readonly error: ReadonlySignal<string | undefined>;
  /** When the run began and ended, in milliseconds since the epoch by the page's clock. */
  readonly startedAt: ReadonlySignal<number | undefined>;
  readonly endedAt: ReadonlySignal<number | undefined>;
  /** The run that is shown, once it has ended. */
  readonly past: ReadonlySignal<PastRun | undefined>;
  /**
   * Starts a run of the graph as it is now, or of a part of it; clears what the last one left. Does nothing while one is
   * active.
   */
  execute(part?: RunPart): Promise<void>;
  /** Shows a run that has ended. Does nothing while one is active. */
  show(past: PastRun): void;
  /** Stops the run; resolves when it has ended here, whatever the server does. */
  stop(): Promise<void>;
  /** The whole output of a node of which the events had only a preview; of the run that is shown, or of `runId`. */
  loadValue(nodeId: string, runId?: string): Promise<ApiResult<JsonValue>>;
}

/** What of the graph is run, where that is not all of it. */
export interface RunPart {
  /** `add and what it needs` */
  readonly name: string;
  /** The body of the request. May throw. */
  request(): unknown;
}

/** What a run model works with. */
export interface RunOptions {
  api: Api;
  clock: Clock;
  /** What has to be there before the request is made, where something is awaited still. */
  ready?(): Promise<void> | undefined;
  /** The body of the request: the graph as it is now, with the environment variables. May throw. */
  request(): unknown;
  /** Called when a run begins. */
  onStart?(): void;
  /** Which workflow is open: two that are the same (as objects) are one. */
  about?(): unknown;
  /** Called when a run has ended. */
  onEnd?(run: PastRun): void;
}

/** How long a server may take to end a run that it was told to stop, before the connection is cut. */
const STOP_LIMIT_MS = 1000;
const CUT_OFF = "The connection to the server broke before the run had ended.";

/** One run, from the press on Execute. */
interface Session {
  readonly number: number;
  readonly part: RunPart;
  readonly of: unknown;
  readonly startedAt: number;
  readonly state: RunState;
  /** "" until the server has answered. */
  id: string;
  readonly connection: AbortController;
  /** Resolves when the run has ended, which may be before its connection has. */
  readonly ended: PromiseWithResolvers<void>;
}

function newSession(begun: Pick<Session, "number" | "part" | "of" | "startedAt">): Session {
  return {
    ...begun,
    state: initialRunState(),
    id: "",
    connection: new AbortController(),
    ended: Promise.withResolvers(),
  };
}

/** Makes a {@link RunModel} that has run nothing. */
export function createRun(options: RunOptions): RunModel {
  return new Run(options);
}

class Run implements RunModel {
  readonly #options: RunOptions;
  readonly #view: ReturnType<typeof createRunView>;
  #current: Session;
  readonly #past = signal<PastRun>();
  readonly past: ReadonlySignal<PastRun | undefined> = this.#past;

  readonly phase: ReadonlySignal<RunPhase>;
  readonly before: ReadonlySignal<number>;
  readonly active: ReadonlySignal<boolean>;
  readonly total: ReadonlySignal<number>;
  readonly cards: ReadonlySignal<readonly NodeRun[]>;
  readonly error: ReadonlySignal<string | undefined>;
  readonly startedAt: ReadonlySignal<number | undefined>;
  readonly endedAt: ReadonlySignal<number | undefined>;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#view = createRunView(options.clock);
    this.#current = newSession({
      ...{ number: 0, part: this.#whole(), of: undefined, startedAt: 0 },
    });
    ({
      phase: this.phase,
      before: this.before,
      total: this.total,
      cards: this.cards,
      error: this.error,
      startedAt: this.startedAt,
      endedAt: this.endedAt,
    } = this.#view);
    this.active = computed(() => ACTIVE.has(this.phase.value));
  }

  nodeRun(id: string): ReadonlySignal<NodeRun | undefined> {
    return this.#view.nodeRun(id);
  }

  #whole(): RunPart {
    return { name: "whole graph", request: () => this.#options.request() };
  }

  show(past: PastRun): void {
    if (this.active.peek()) return;
    batch(() => {
      this.#past.value = past;
      this.#view.show(past.state, past.startedAt, past.endedAt);
    });
  }

  execute(part: RunPart = this.#whole()): Promise<void> {
    if (!this.active.value) {
      const number = this.#current.number + 1;
      const { clock, about } = this.#options;
      this.#current = newSession({ number, part, of: about?.(), startedAt: clock.now() });
      this.#past.value = undefined;
      this.#view.begin(this.#current.state);
      this.#options.onStart?.();
      this.#runToEnd(this.#current);
    }
    return this.#current.ended.promise;
  }

  async stop(): Promise<void> {
    if (!this.active.value) return;
    const { api, clock } = this.#options;
    const { id, connection, ended } = this.#current;
    this.#view.phase.value = "stopping";
    const callOff = clock.after(STOP_LIMIT_MS, () => connection.abort());
    // Closing the connection stops the run too: that is the way where the server cannot be told.
    const told = id !== "" && (await api.stopRun(id)).ok;
    if (!told) connection.abort();
    await ended.promise;
    callOff();
  }

  loadValue(
    nodeId: string,
    id: string = (this.#past.peek() ?? this.#current).id,
  ): Promise<ApiResult<JsonValue>> {
    return id === "" ? Promise.resolve(NO_RUN) : this.#options.api.value(id, nodeId);
  }

  async #runToEnd(session: Session): Promise<void> {
    const { connection, state } = session;
    try {
      await this.#follow(session);
    } catch (error) {
      // What breaks after the end of the run breaks nothing.
      if (!isUnfinished(state)) return;
      const stopped = connection.signal.aborted;
      endRun(state, stopped ? "Run stopped" : errorMessage(error), stopped);
      this.#finish(session);
    } finally {
      // The loop may have been left for an event that could not be read: nothing goes on unseen.
      connection.abort();
    }
  }

  /** Follows a run until its connection ends. Throws in words when the run has not ended by then. */
  async #follow(session: Session): Promise<void> {
    const { api } = this.#options;
    // Not awaited where nothing is: a run starts at once.
    const ready = this.#options.ready?.();
    if (ready) await ready;
    const request = session.part.request();
    this.#view.total.value = nodeCount(request);
    const answer = await api.runStream(request, session.connection.signal);
    if (!answer.ok) throw new Error(answer.error.message);
    session.id = answer.data.runId;
    this.#view.begun(session.state);
    for await (const events of answer.data.events) {
      if (!isUnfinished(session.state)) continue;
      for (const event of events) this.#view.touch(apply(session.state, event));
      this.#view.begun(session.state);
      if (!isUnfinished(session.state)) this.#finish(session);
    }
    if (isUnfinished(session.state)) throw new Error(CUT_OFF);
  }

  #finish({ number, id, part, of, state, startedAt, ended }: Session): void {
    const endedAt = this.#options.clock.now();
    const past = { number, id, name: part.name, of, state, startedAt, endedAt };
    batch(() => {
      this.#view.finish(state);
      this.#past.value = past;
      this.#options.onEnd?.(past);
    });
    ended.resolve();
  }
}

/** Applies an event, and says which node it is about. */
function apply(state: RunState, event: RunEvent): string | undefined {
  reduceRun(state, event);
  return isNodeEvent(event) ? event.node_id : undefined;
}

const ACTIVE: ReadonlySet<RunPhase> = new Set(["starting", "waiting", "running", "stopping"]);
const NO_RUN = {
  ok: false,
  error: {
    kind: "answer",
    message: "The run is not known any more. Press Execute to run it again.",
  },
} as const;

/** Of the body of a request. */
function nodeCount(request: unknown): number {
  const { nodes } = Object(request);
  return Array.isArray(nodes) ? nodes.length : 0;
}

function isUnfinished(state: RunState): boolean {
  return isUnderWay(state.phase);
}
