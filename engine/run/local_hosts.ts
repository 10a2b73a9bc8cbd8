import { withSignal } from "../host/call_args.ts";
import { GraphRunner } from "../host/graph_runner.ts";
import type { HostEvent, OutsideValue, Part, PartOp, SettledValue } from "../host/protocol.ts";
import type { HostLease, HostListener, Hosts, LeaseRequest } from "./hosts.ts";

/** Calls an op in this process. */
export type LocalCall = (op: PartOp, args: unknown[], signal: AbortSignal) => unknown;

/** What an event counts for, as nothing is written here. */
const EVENT_BYTES = 100;
/** Events that are handed on in one go. */
const BATCH = 256;

/**
 * A host that is no process. It serves the nodes that call no op; with ops given directly, it serves unit tests and
 * the benchmark.
 */
export class LocalLease implements HostLease {
  readonly #abort = new AbortController();
  #runner: GraphRunner | undefined;
  #listener: HostListener | undefined;
  #isReleased = false;

  constructor(private readonly call?: LocalCall) {}

  /** @inheritdoc */
  start(part: Part, known: OutsideValue[], listener: HostListener): void {
    this.#listener = listener;
    let events: HostEvent[] = [];
    const isOver = () => this.#isReleased || this.#listener !== listener;
    const flush = (): void => {
      if (events.length === 0 || isOver()) return;
      const batch = events;
      events = [];
      void listener.events(batch, batch.length * EVENT_BYTES);
    };
    const { signal } = this.#abort;
    this.#runner = new GraphRunner(
      part,
      {
        call: (op, args) => {
          if (!this.call) throw new Error(`Op "${op.name}" has no host`);
          return this.call(op, args, signal);
        },
      },
      {
        event: (event) => {
          events.push(event);
          if (events.length >= BATCH) flush();
        },
        beforeCall: () => {},
        paused: flush,
        finished: () => {
          flush();
          if (!isOver()) listener.idle();
        },
      },
      setImmediate,
    );
    // As from a process: the one who starts it gets nothing before this returns.
    queueMicrotask(() => this.#runner?.start(known));
  }

  /** @inheritdoc */
  give(values: OutsideValue[]): void {
    this.#runner?.give(values);
  }

  /** @inheritdoc */
  end(reason: string): void {
    const listener = this.#listener;
    this.#listener = undefined;
    this.#runner?.stop();
    queueMicrotask(() => listener?.died(reason));
  }

  /** @inheritdoc */
  decide(go: number[], settled: SettledValue[]): void {
    this.#runner?.decide(go, settled);
  }

  /** @inheritdoc */
  release(isDone: boolean): Promise<void> {
    this.#isReleased = true;
    if (!isDone) {
      this.#abort.abort(new DOMException("Run stopped", "AbortError"));
      this.#runner?.stop();
    }
    return Promise.resolve();
  }
}

/** Hosts in this process, all packs in one, with ops by name. Ops cannot be stopped by force here. */
export class LocalHosts implements Hosts {
  constructor(private readonly ops: Record<string, (...args: never[]) => unknown>) {}

  /** @inheritdoc */
  hostOf(): string {
    return "local";
  }

  /** @inheritdoc */
  lease(request: LeaseRequest): Promise<HostLease[]> {
    const call: LocalCall = (op, args, signal) =>
      this.ops[op.name].apply({ signal }, withSignal(args, op.signalAt, signal) as never[]);
    return Promise.resolve(request.packs.map(() => new LocalLease(call)));
  }
}
