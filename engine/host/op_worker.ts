/**
 * A worker that runs one progress or stream op, once.
 *
 * @module
 */
import type { OpFileName } from "../catalog/types.ts";
import { type HostPack, opErrorMessage } from "./denied_access.ts";
import { toJson } from "../core/to_json.ts";
import { loadFile, type LoadResult } from "./load_files.ts";
import { callInWorker } from "./call_in_worker.ts";
import { OpConsole } from "./op_console.ts";
import { type PackLoader, packLoader } from "./pack_files.ts";
import { revokeRead } from "./revoke_read.ts";
import { Reports } from "./reports.ts";
import { closeThread } from "./close_thread.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./worker_protocol.ts";

closeThread();
const opConsole = new OpConsole();

self.onmessage = (event: MessageEvent<WorkerStart>): void => {
  self.onmessage = null;
  const { port, files, modules, revokeRead: paths, pack } = event.data;
  revokeRead(paths);
  const send = port.postMessage.bind(port);
  const fail = (message: string) =>
    send({ type: "failed", message, uncaught: true } satisfies FromWorker);
  const messageOf = (thrown: unknown) => opErrorMessage(thrown, pack);
  reportUncaught(fail, messageOf);
  const load = fileLoader(packLoader(modules), pack);
  for (const file of files) void load(file);
  const abort = new AbortController();
  port.onmessage = (event: MessageEvent<ToWorker>) => {
    const message = event.data;
    if (message.type === "abort") abort.abort(new DOMException("Run stopped", "AbortError"));
    else void run(message, { load, send, messageOf }, abort.signal);
  };
};

/** Loads each file once, one after the other. Never rejects. */
function fileLoader(
  load: PackLoader,
  pack: HostPack | undefined,
): (file: OpFileName) => Promise<LoadResult> {
  const loaded = new Map<OpFileName, Promise<LoadResult>>();
  let last: Promise<unknown> = Promise.resolve();
  return (file) => {
    let result = loaded.get(file);
    if (result === undefined) {
      last = result = last.then(() => loadFile(file, load, pack));
      loaded.set(file, result);
    }
    return result;
  };
}

/** What a call is made with. */
interface Tools {
  load: (file: OpFileName) => Promise<LoadResult>;
  send: (message: FromWorker) => void;
  messageOf: (thrown: unknown) => string;
}

async function run(
  call: Extract<ToWorker, { type: "call" }>,
  { load, send, messageOf }: Tools,
  signal: AbortSignal,
): Promise<void> {
  const reports = new Reports(send, call.backlog);
  try {
    const loaded = await load(call.file);
    if (!loaded.ok) throw new Error(`"${call.file}" does not load: ${loaded.message}`);
    const { exports } = loaded;
    const result = await opConsole.run(
      (level, text) => (reports.log(level, text), true),
      () => callInWorker(call, exports, reports, signal),
    );
    reports.flush();
    sendResult(result, send);
  } catch (error) {
    reports.flush();
    send({ type: "failed", message: messageOf(error) });
  }
}

/** A result that cannot be cloned goes as the stand-in that events show. */
function sendResult(result: unknown, send: (message: FromWorker) => void): void {
  try {
    send({ type: "done", result });
  } catch {
    send({ type: "done", result: toJson(result) });
  }
}

/** What nothing catches is the error of the op that this worker is for, and so is an end of the thread. */
function reportUncaught(
  fail: (message: string) => void,
  messageOf: (thrown: unknown) => string,
): void {
  self.addEventListener("error", (event) => {
    event.preventDefault();
    fail(event.error === undefined ? event.message : messageOf(event.error));
  });
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail(messageOf(event.reason));
  });
  const end = (code?: number): never => {
    const message = `Ended its thread by Deno.exit(${code ?? ""})`;
    fail(message);
    throw new Error(message);
  };
  Deno.exit = end;
  self.close = () => end();
}
