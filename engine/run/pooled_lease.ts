import type { JsonValue } from "../core/json.ts";
import { encodePart } from "../host/part_wire.ts";
import type { FromHost, OutsideValue, Part, SettledValue, ToHost } from "../host/protocol.ts";
import { HostProcess } from "./host_process.ts";
import type { HostLease, HostListener } from "./hosts.ts";

/** What a {@link PooledLease} needs of the pool. */
export interface LeaseOptions {
  /** How long ops may take to heed their signal, in milliseconds. */
  grace: number;
  /** How long a host may take to say that it is there, in milliseconds. */
  greeting: number;
  /** Starts a host in the place of one that ended. */
  spawn(): HostProcess;
  /** Takes the host, and whether it can work for another run. */
  giveBack(host: HostProcess, reusable: boolean): Promise<void>;
}

/**
 * How long an op may block its thread before it is taken for one that heeds no signal, in milliseconds. It runs from
 * the word of the host's main thread that an op has the other one, so a machine that is slow takes nothing from it.
 */
const BLOCKED = 10;

/** A host process while a run has it. */
export class PooledLease implements HostLease {
  #idle = Promise.withResolvers<void>();
  #listener: HostListener | undefined;
  #state: "new" | "running" | "idle" | "dead" = "new";
  #tainted = false;
  /** The run of the host that is its. */
  #run = 0;
  #sent: Promise<void> | undefined;
  #greeting: ReturnType<typeof setTimeout> | undefined;
  /** The host has said something of this run: ops of it may be at work. */
  #isHeard = false;
  /** While its ops are to heed their signal. */
  #probe: BlockProbe | undefined;
  #released: Promise<void> | undefined;

  constructor(private host: HostProcess, private readonly options: LeaseOptions) {}

  /** @inheritdoc */
  start(part: Part, known: OutsideValue[], listener: HostListener): void {
    if (this.#state === "dead") {
      this.host = this.options.spawn();
      this.#idle = Promise.withResolvers();
    }
    const { host } = this;
    this.#listener = listener;
    this.#state = "running";
    this.#isHeard = false;
    const run = this.#run = host.beginRun();
    host.listen(
      (message, bytes) => this.#receive(message, bytes, run),
      (reason) => {
        clearTimeout(this.#greeting);
        if (this.host !== host || this.#state !== "running") return;
        this.#state = "dead";
        this.#idle.resolve();
        this.#listener?.died(reason, host.exceeded);
      },
    );
    this.#sent = host.ready.then(
      () => {
        this.#greet(host, run);
        host.send({ type: "run", run, part: encodePart(part), known });
      },
      () => {}, // It ended: told above.
    );
  }

  /** @inheritdoc */
  end(reason: string): void {
    this.host.end(reason);
  }

  /** What ops of earlier runs left behind may keep a host from working: such a host is ended. */
  #greet(host: HostProcess, run: number): void {
    if (host.hasEnded) return;
    host.send({ type: "hello", run });
    this.#greeting = setTimeout(() => void host.kill("it did not answer"), this.options.greeting);
  }

  /** @inheritdoc */
  give(values: OutsideValue[]): void {
    this.#send({ type: "values", run: this.#run, values });
  }

  /** @inheritdoc */
  decide(go: number[], settled: SettledValue[]): void {
    this.#send({ type: "decided", run: this.#run, go, settled });
  }

  /** @inheritdoc */
  get ready(): Promise<unknown> {
    return this.host.ready;
  }

  /** @inheritdoc */
  readonly pause = HostProcess.canPause ? () => this.host.pause() : undefined;

  /** @inheritdoc */
  moved(nodes: number[]): void {
    this.#send({ type: "moved", run: this.#run, nodes });
  }

  /** @inheritdoc */
  redo(nodes: number[]): void {
    this.#send({ type: "redo", run: this.#run, nodes });
  }

  /** @inheritdoc */
  later(node: number): () => Promise<JsonValue | undefined> {
    const { host } = this;
    const run = this.#run;
    return () => host.valueOf(run, node);
  }

  #send(message: ToHost): void {
    void this.#sent?.then(() => this.host.send(message));
  }

  #abort(): void {
    this.#tainted = true;
    this.#send({ type: "abort", run: this.#run });
  }

  /** @inheritdoc */
  release(isDone: boolean): Promise<void> {
    this.#released ??= this.#release(isDone);
    return this.#released;
  }

  async #release(isDone: boolean): Promise<void> {
    this.#listener = undefined;
    if (this.#state === "running") {
      // A host whose part is done is about to say that it is idle.
      if (isDone) await this.#idleSoon();
      else await this.#stop();
    }
    clearTimeout(this.#greeting);
    this.host.listen(undefined);
    const isFree = this.#state === "idle" || this.#state === "new";
    await this.options.giveBack(this.host, isFree && !this.#tainted && !this.host.hasEnded);
  }

  /** Asks its ops to end, and gives them time for it where they can heed that. */
  async #stop(): Promise<void> {
    this.#abort();
    if (!this.#isHeard) return;
    this.#probe = new BlockProbe(() => this.#idle.resolve());
    this.#send({ type: "hello", run: this.#run });
    this.pause?.();
    await this.#idleSoon();
    this.#probe.end();
  }

  async #idleSoon(): Promise<void> {
    const timer = setTimeout(() => this.#idle.resolve(), this.options.grace);
    await this.#idle.promise;
    clearTimeout(timer);
  }

  #receive(message: FromHost, bytes: number, run: number): Promise<void> | void {
    if ("run" in message && message.run === run) {
      this.#isHeard = true;
      clearTimeout(this.#greeting);
      this.#probe?.take(message);
    }
    if (message.type === "events" && message.run === run) {
      return this.#listener?.events(message.events, bytes);
    }
    if (message.type === "paused" && message.run === run) {
      if (this.#listener?.paused) this.#listener.paused();
      else this.moved([]);
    }
    if (message.type === "idle" && message.run === run && this.#state === "running") {
      this.#state = "idle";
      this.#tainted ||= message.tainted;
      this.#idle.resolve();
      this.#listener?.idle();
    }
  }
}

/**
 * Finds out whether an op blocks the thread that would tell it to end. The host is asked twice: that thread answers
 * `here`, and where it is in an op the main thread answers `paused` in its place.
 */
class BlockProbe {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  /** @param blocked called when an op blocks it */
  constructor(private readonly blocked: () => void) {}

  /** Takes what the host says. */
  take({ type }: FromHost): void {
    if (type === "here") this.end();
    else if (type === "paused" && !this.#isOver) {
      this.#timer ??= setTimeout(this.blocked, BLOCKED);
    }
  }

  /** Nothing is asked any more. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
