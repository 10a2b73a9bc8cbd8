import type { OpFileName } from "../catalog/types.ts";
import { toJson } from "../core/to_json.ts";
import type { PartOp } from "./protocol.ts";
import { Slots } from "./slots.ts";
import type { FromWorker, ToMain, ToWorker, WorkerReport } from "./worker_protocol.ts";

/** Sends a message to the main thread, which makes and ends workers. */
export type TellMain = (message: ToMain, transfer?: Transferable[]) => void;

/** Workers at work at once; further calls wait. Each takes some MiB. */
const MOST_WORKERS = 32;

type WorkerCall = Extract<ToWorker, { type: "call" }>;

interface OpWorker {
  id: number;
  port: MessagePort;
}

/** Runs progress and stream ops in workers: one worker for each call, the next one made ahead. */
export class WorkerOps {
  readonly #failures = new Map<number, (message: string) => void>();
  #spare: OpWorker | undefined;
  #made = 0;
  readonly #slots = new Slots(MOST_WORKERS);
  #isTainted = false;

  /** Files that workers load ahead of a call. */
  files: OpFileName[] = [];

  constructor(private readonly tellMain: TellMain) {}

  /** Takes what ended a worker from outside its call. */
  failed(id: number, message: string): void {
    if (this.#spare?.id === id) this.#spare = undefined;
    this.#failures.get(id)?.(message);
  }

  /** Makes a worker ahead of its use. */
  warm(): void {
    this.#spare ??= this.#make();
  }

  /** Whether something of a worker may be left since the last time this was asked. */
  takeTaint(): boolean {
    const isTainted = this.#isTainted;
    this.#isTainted = false;
    return isTainted;
  }

  /** Calls an op in a worker of its own; rejects with what it throws, or with why the worker ended. */
  async call(
    op: PartOp,
    args: unknown[],
    signal: AbortSignal,
    onReport: (report: WorkerReport) => void,
  ): Promise<unknown> {
    await this.#slots.take(signal);
    const worker = this.#spare ?? this.#make();
    this.#spare = undefined;
    const { port, id } = worker;
    const backlog = new Int32Array(new SharedArrayBuffer(4));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const abort = () => port.postMessage({ type: "abort" } satisfies ToWorker);
    this.#failures.set(id, (message) => {
      this.#isTainted = true;
      reject(new Error(message));
    });
    port.onmessage = (event: MessageEvent<FromWorker>) => {
      const message = event.data;
      if (message.type === "reports") {
        try {
          message.reports.forEach(onReport);
        } catch (error) {
          reject(error);
        }
        Atomics.sub(backlog, 0, message.weight);
        Atomics.notify(backlog, 0);
      } else if (message.type === "done") resolve(message.result);
      else {
        this.#isTainted ||= message.uncaught === true;
        reject(new Error(message.message));
      }
    };
    signal.addEventListener("abort", abort);
    const { file, name, signalAt } = op;
    const call: WorkerCall = { type: "call", file, op: name, args, signalAt, backlog };
    postCall(port, call);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", abort);
      this.#end(worker);
      this.#slots.free();
      this.warm();
    }
  }

  #make(): OpWorker {
    const id = ++this.#made;
    const { port1, port2 } = new MessageChannel();
    this.tellMain({ type: "make", id, port: port2, files: this.files }, [port2]);
    return { id, port: port1 };
  }

  #end({ id, port }: OpWorker): void {
    this.#failures.delete(id);
    port.onmessage = null;
    port.close();
    this.tellMain({ type: "end", id });
  }
}

/** Posts a call. Arguments that cannot be cloned, functions and the like, go as the stand-ins that events show. */
function postCall(port: MessagePort, call: WorkerCall): void {
  try {
    port.postMessage(call);
  } catch {
    port.postMessage({ ...call, args: call.args.map(cloneable) });
  }
}

function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return toJson(value);
  }
}
