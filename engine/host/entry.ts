/**
 * Entry of a host, the subprocess that runs the ops of one nodepack. Its main thread never loads a pack: it makes the
 * workers that do, each with the pack's permissions, and sees to it that the process ends when it should.
 *
 * @module
 */
import { errorMessage } from "../core/errors.ts";
import { LineReader } from "./frames.ts";
import { closeGate, gateMemory } from "./pause_gate.ts";
import { type FromHost, PAUSE_SIGNAL, type StartMessage } from "./protocol.ts";
import type { FromMain, ToMain, WorkerStart } from "./worker_protocol.ts";

/** How often to look whether the server is still there, in milliseconds. */
const WATCH = 500;

/** Runs a host until its server ends it. */
export async function runHost(): Promise<void> {
  endWithServer();
  const start = await readStart();
  const workers = new Map<number, Worker>();
  const ops = makeWorker("./ops_thread.ts", start);
  // Not the worker's own channel: ops can post to that.
  const { port1: channel, port2: port } = new MessageChannel();
  const tell = (message: FromMain) => channel.postMessage(message);
  ops.onerror = (event) => {
    event.preventDefault();
    console.error("The thread of the ops ended:", event.message);
    Deno.exit(70);
  };
  channel.onmessage = (event: MessageEvent<ToMain>) => {
    const message = event.data;
    switch (message.type) {
      case "make":
        try {
          workers.set(message.id, makeOpWorker(start, message, tell));
        } catch (error) {
          tell({ type: "error", id: message.id, message: errorMessage(error) });
        }
        break;
      case "end":
        workers.get(message.id)?.terminate();
        workers.delete(message.id);
        break;
      case "exit":
        Deno.exit(message.code);
    }
  };
  const gate = gateMemory();
  pauseOnSignal(gate, start.secret);
  ops.postMessage({ type: "start", start, port, gate } satisfies FromMain, [port]);
}

function makeOpWorker(
  start: StartMessage,
  { id, port, files }: Extract<ToMain, { type: "make" }>,
  tell: (message: FromMain) => void,
): Worker {
  const worker = makeWorker("./op_worker.ts", start);
  worker.onerror = (event) => {
    event.preventDefault();
    tell({ type: "error", id, message: event.message });
  };
  const { revokeRead, modules, pack } = start;
  worker.postMessage({ port, files, revokeRead, modules, pack } satisfies WorkerStart, [port]);
  return worker;
}

function makeWorker(module: "./ops_thread.ts" | "./op_worker.ts", start: StartMessage): Worker {
  const options = { type: "module", deno: { permissions: start.permissions } };
  return new Worker(new URL(module, import.meta.url), options as WorkerOptions);
}

/** Reads the first line. The server sends nothing more until the ops thread, which reads the others, is ready. */
async function readStart(): Promise<StartMessage> {
  const reader = new LineReader();
  const bytes = new Uint8Array(65536);
  for (;;) {
    const length = await Deno.stdin.read(bytes);
    if (length === null) Deno.exit(0);
    const [line] = reader.push(bytes.subarray(0, length));
    if (line !== undefined) return JSON.parse(line) as StartMessage;
  }
}

/** Lets the server keep nodes from being begun, also while an op blocks the thread that reads its messages. */
function pauseOnSignal(gate: Int32Array, secret: string): void {
  if (Deno.build.os === "windows") return;
  const encoder = new TextEncoder();
  const tell = (run: number): void => {
    const message: FromHost = { type: "paused", run };
    const bytes = encoder.encode(`\n${secret}${JSON.stringify(message)}\n`);
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
  };
  Deno.addSignalListener(PAUSE_SIGNAL, () => closeGate(gate, tell));
}

/** Ends the process once its server is gone, also while an op blocks the thread that would notice. */
function endWithServer(): void {
  const server = Deno.ppid;
  setInterval(() => {
    if (Deno.ppid !== server) Deno.kill(Deno.pid, "SIGKILL");
  }, WATCH);
}

if (import.meta.main) await runHost();
