import { withSignal } from "./call_args.ts";
import { hasGenerators, inspectFile, loadFile, type LoadResult } from "./load_files.ts";
import { OP_FILES, type OpFileName } from "../catalog/types.ts";
import { GraphRunner } from "./graph_runner.ts";
import { opErrorMessage } from "./denied_access.ts";
import { OpCalls } from "./op_calls.ts";
import { OpConsole, OpLog } from "./op_console.ts";
import { runExamples } from "./run_examples.ts";
import { Leftovers } from "./leftovers.ts";
import { KeptValues } from "./kept_values.ts";
import { HostOutput } from "./output.ts";
import { PauseGate } from "./pause_gate.ts";
import {
  CHUNK,
  type HostEvent,
  type HostExamples,
  type LoadedFile,
  LOG,
  type PartOp,
  PROGRESS,
  type StartMessage,
  type ToHost,
} from "./protocol.ts";
import { decodePart } from "./part_wire.ts";
import { type PackLoader, packLoader } from "./pack_files.ts";
import type { WorkerReport } from "./worker_protocol.ts";
import { type TellMain, WorkerOps } from "./worker_ops.ts";

type LoadedFunction = (...args: unknown[]) => unknown;

// Before it becomes the ops': what the host itself says is no op's.
const printError = console.error.bind(console);

interface CurrentRun {
  id: number;
  runner: GraphRunner;
  abort: AbortController;
}

/** What runs in the ops thread of a host: loads the pack, then runs parts of graphs, one at a time. */
export class Host {
  readonly #output: HostOutput;
  readonly #loaded = new Map<OpFileName, LoadResult>();
  readonly #workers: WorkerOps;
  readonly #loadFile: PackLoader;
  readonly #calls = new OpCalls();
  /** Functions whose last call gave no promise. */
  readonly #plain = new WeakSet<LoadedFunction>();
  readonly #leftovers = new Leftovers();
  readonly #gate: PauseGate;
  readonly #kept = new KeptValues();
  #current: CurrentRun | undefined;

  /**
   * @param broken an op has broken what the host is made of: it cannot go on
   * @param gate memory of the gate that the main thread can close
   */
  constructor(
    private readonly start: StartMessage,
    tellMain: TellMain,
    readonly broken: (error: unknown) => void,
    gate: Int32Array,
  ) {
    this.#gate = new PauseGate(gate, () => {
      this.#output.send({ type: "paused", run: this.#current!.id });
    });
    this.#output = new HostOutput(start.secret, start.mostValue);
    this.#output.onFailure = broken;
    this.#calls.onStray = (log, what, error) => {
      log.write("error", "error", [what, error], printError);
    };
    this.#calls.takeTimers();
    // One context for both: it costs about as much as all else of a call.
    new OpConsole(() => this.#calls.log);
    this.#workers = new WorkerOps(tellMain);
    this.#loadFile = packLoader(start.modules);
  }

  /** Loads the files and says what became of them. */
  async load(): Promise<void> {
    const { start } = this;
    const files: LoadedFile[] = [];
    for (const file of start.files) {
      if (file !== "ops.ts" && !start.inspect) continue;
      if (start.inspect) this.#output.send({ type: "loading", file });
      const result = await loadFile(file, this.#loadFile, start.pack);
      this.#loaded.set(file, result);
      if (start.inspect) files.push(inspectFile(file, result));
    }
    this.#output.send({ type: "ready", files });
    this.#workers.files = start.files.filter((file) =>
      OP_FILES[file] !== "function" || hasGenerators(this.#loaded.get(file))
    );
    if (this.#workers.files.length > 0) this.#workers.warm();
    setImmediate(() => this.#leftovers.note());
  }

  /** Takes a message of the server. */
  receive(message: Exclude<ToHost, StartMessage>): void {
    switch (message.type) {
      case "hello":
        this.#output.send({ type: "here", run: message.run });
        break;
      case "run":
        this.#run(message);
        break;
      case "values":
        this.#during(message.run, (runner) => runner.give(message.values));
        break;
      case "decided":
        this.#during(message.run, (runner) => runner.decide(message.go, message.settled));
        break;
      case "moved":
        this.#during(message.run, (runner) => {
          runner.move(message.nodes, this.#gate.answer());
        });
        break;
      case "redo":
        this.#during(message.run, (runner) => runner.redo(message.nodes));
        break;
      case "value":
        this.#output.answer(message.id, this.#kept.find(message.run, message.node));
        break;
      case "examples":
        void this.#runExamples(message);
        break;
      case "abort":
        if (this.#current?.id === message.run) {
          this.#current.abort.abort(new DOMException("Run stopped", "AbortError"));
          this.#current.runner.stop();
        }
    }
  }

  /** An op worker ended by an error that nothing in it caught. */
  workerFailed(id: number, message: string): void {
    this.#workers.failed(id, message);
  }

  /**
   * Takes an error that nothing caught. A node that waits for what it comes from has failed by it; one that is over logs
   * it, while its run is at work. What is nobody's is printed.
   */
  uncaught(what: string, error: unknown): void {
    if (this.#calls.uncaught(error)) return;
    const { log } = this.#calls;
    if (log === undefined) printError(what, error);
    else this.#calls.onStray(log, what, error);
  }

  /** Whether what happens now may end the host: an op that is over may not, when another run is at work. */
  mayExit(): boolean {
    return this.#leftovers.isOfCurrentRun();
  }

  /** Sends what is kept. */
  flush(): void {
    this.#gate.write(() => this.#output.flush());
  }

  #run({ run, part, known }: Extract<ToHost, { type: "run" }>): void {
    const output = this.#output;
    this.#leftovers.note();
    output.begin(run);
    const abort = new AbortController();
    const runner = new GraphRunner(
      decodePart(part),
      {
        call: (op, args, node) => this.#call(op, args, node, abort.signal),
        messageOf: (thrown) => opErrorMessage(thrown, this.start.pack),
      },
      {
        event: (event) => output.event(event),
        beforeCall: () => output.flush(),
        paused: () => {
          output.flush();
          if (this.#gate.takeAsk()) runner.pause();
        },
        finished: () => {
          this.#current = undefined;
          this.#gate.open();
          const isClean = this.#leftovers.leave();
          const hasLeft = [this.#workers.takeTaint(), this.#calls.takeTaint()].includes(true);
          const tainted = hasLeft || !isClean;
          output.send({ type: "idle", run, tainted });
        },
        keep: (node, value, size) => {
          output.check(size);
          this.#kept.keep(run, node, value, size);
        },
        broken: this.broken,
      },
      setImmediate,
    );
    this.#current = { id: run, runner, abort };
    this.#gate.begin(run);
    this.#leftovers.within(run, () => runner.start(known));
  }

  /** For a host that has loaded all files; no run is at work. */
  async #runExamples(work: HostExamples): Promise<void> {
    const loaded = [...this.#loaded.values()].map((it) => it.ok ? it.exports : {});
    const messageOf = (thrown: unknown) => opErrorMessage(thrown, this.start.pack);
    await runExamples(work, Object.assign({}, ...loaded), messageOf, (index, outcome) => {
      this.#output.send({ type: "example", index, outcome });
    });
  }

  /** Does something for a run, while it is the one at work. */
  #during(run: number, action: (runner: GraphRunner) => void): void {
    const current = this.#current;
    if (current?.id === run) this.#leftovers.within(run, () => action(current.runner));
  }

  #call(op: PartOp, args: unknown[], node: number, signal: AbortSignal): unknown {
    if (op.kind !== "function") return this.#callInWorker(op, args, node, signal);
    const file = this.#loaded.get(op.file);
    if (!file) throw new Error(`"${op.file}" of pack "${op.pack}" is not loaded`);
    if (!file.ok) {
      throw new Error(`"${op.file}" of pack "${op.pack}" does not load: ${file.message}`);
    }
    const fn = file.exports[op.name];
    if (typeof fn !== "function") {
      throw new Error(`"${op.file}" of pack "${op.pack}" has no function "${op.name}"`);
    }
    const log = new OpLog((level, text) => this.#log(signal, [LOG, node, level, text]));
    this.#gate.enter();
    try {
      return this.#apply(
        fn as LoadedFunction,
        { signal },
        withSignal(args, op.signalAt, signal),
        log,
      );
    } finally {
      if (this.#gate.leave()) this.#current?.runner.pause();
    }
  }

  #apply(fn: LoadedFunction, self: { signal: AbortSignal }, args: unknown[], log: OpLog): unknown {
    const call = () => fn.apply(self, args);
    if (this.#plain.has(fn)) {
      const result = this.#calls.runPlain(call, log);
      if (result instanceof Promise) this.#plain.delete(fn);
      return result;
    }
    const result = this.#calls.run(call, log);
    if (!(result instanceof Promise)) this.#plain.add(fn);
    return result;
  }

  /** Tells what an op logged, as long as its run is at work: `signal` is the run's. */
  #log(signal: AbortSignal, event: HostEvent): boolean {
    if (this.#current?.abort.signal !== signal) return false;
    this.#gate.write(() => {
      this.#output.event(event);
      // The op may block the thread next.
      this.#output.flush();
    });
    return true;
  }

  #callInWorker(op: PartOp, args: unknown[], node: number, signal: AbortSignal): Promise<unknown> {
    return this.#workers.call(op, args, signal, (report) => {
      this.#output.event(reportEvent(report, node));
    });
  }
}

function reportEvent(report: WorkerReport, node: number): HostEvent {
  if (typeof report === "string") return [CHUNK, node, report];
  return Array.isArray(report)
    ? [PROGRESS, node, ...report]
    : [LOG, node, report.level, report.text];
}
