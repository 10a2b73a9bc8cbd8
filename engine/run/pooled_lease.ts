import type { FromHost, OutsideValue, Part } from "../host/protocol.ts";
import type { HostProcess } from "./host_process.ts";
import type { HostLease, HostListener } from "./hosts.ts";

/** A host process while a run has it. */
export class PooledLease implements HostLease {
  readonly #idle = Promise.withResolvers<void>();
  #listener: HostListener | undefined;
  #state: "new" | "running" | "idle" | "dead" = "new";
  #tainted = false;
  #sent: Promise<void> | undefined;
  #released: Promise<void> | undefined;

  /**
   * @param grace How long ops may take to heed their signal, in milliseconds.
   * @param giveBack Gets the host, and whether it can work for another run.
   */
  constructor(
    private readonly host: HostProcess,
    private readonly grace: number,
    private readonly giveBack: (host: HostProcess, reusable: boolean) => Promise<void>,
  ) {}

  /** @inheritdoc */
  start(part: Part, known: OutsideValue[], listener: HostListener): void {
    const { host } = this;
    this.#listener = listener;
    this.#state = "running";
    host.runs++;
    const run = host.runs;
    host.listen((message) => this.#receive(message, run));
    this.#sent = host.ready.then(
      () => host.send({ type: "run", run, part, known }),
      () => {}, // It ended: told below.
    );
    void host.ended.then((reason) => {
      if (this.#state !== "running") return;
      this.#state = "dead";
      this.#idle.resolve();
      this.#listener?.died(reason);
    });
  }

  /** @inheritdoc */
  give(values: OutsideValue[]): void {
    const run = this.host.runs;
    void this.#sent?.then(() => this.host.send({ type: "values", run, values }));
  }

  /** @inheritdoc */
  abort(): void {
    if (this.#state !== "running") return;
    this.#tainted = true;
    const run = this.host.runs;
    void this.#sent?.then(() => this.host.send({ type: "abort", run }));
  }

  /** @inheritdoc */
  release(): Promise<void> {
    this.#released ??= this.#release();
    return this.#released;
  }

  async #release(): Promise<void> {
    this.#listener = undefined;
    if (this.#state === "running") {
      this.abort();
      const timer = setTimeout(() => this.#idle.resolve(), this.grace);
      await this.#idle.promise;
      clearTimeout(timer);
    }
    this.host.listen(undefined);
    const isFree = this.#state === "idle" || this.#state === "new";
    await this.giveBack(this.host, isFree && !this.#tainted && !this.host.hasEnded);
  }

  #receive(message: FromHost, run: number): Promise<void> | void {
    if (message.type === "events" && message.run === run) {
      return this.#listener?.events(message.events);
    }
    if (message.type === "idle" && message.run === run && this.#state === "running") {
      this.#state = "idle";
      this.#tainted ||= message.tainted;
      this.#idle.resolve();
      this.#listener?.idle();
    }
  }
}
