/**
 * The thread in which a host runs graphs and function ops: a worker that has exactly the pack's permissions.
 *
 * @module
 */
import { LineReader } from "./frames.ts";
import { Host } from "./host.ts";
import type { StartMessage, ToHost } from "./protocol.ts";
import { revokeRead } from "./revoke_read.ts";
import { takeStdio } from "./take_stdio.ts";
import type { FromMain, ToMain } from "./worker_protocol.ts";

const input = Deno.stdin.readable;
takeStdio();

const parse = JSON.parse;
// Before it becomes the ops': what the host itself says is no op's.
const printError = console.error.bind(console);
const tellMain = self.postMessage.bind(self) as (
  message: ToMain,
  transfer?: Transferable[],
) => void;

self.onmessage = (event: MessageEvent<FromMain>): void => {
  const message = event.data;
  if (message.type !== "start") return;
  revokeRead(message.start.revokeRead);
  const host = new Host(message.start, tellMain);
  endTheProcess(host);
  self.onmessage = (event: MessageEvent<FromMain>) => {
    if (event.data.type === "error") host.workerFailed(event.data.id, event.data.message);
  };
  void host.load();
  void readMessages(host);
};

async function readMessages(host: Host): Promise<void> {
  const reader = new LineReader();
  let code = 0;
  try {
    for await (const bytes of input) {
      for (const line of reader.push(bytes)) {
        host.receive(parse(line) as Exclude<ToHost, StartMessage>);
      }
    }
    // The server is gone.
  } catch (error) {
    // An op has broken what the host is made of: another host takes its place.
    printError("The host cannot go on:", error);
    code = 70;
  }
  tellMain({ type: "exit", code });
}

/** Makes an op's `Deno.exit` end the host, as it would in a main thread. */
function endTheProcess(host: Host): void {
  const forever = new Int32Array(new SharedArrayBuffer(4));
  const wait = Atomics.wait;
  const exit = (code = 0): never => {
    host.flush();
    tellMain({ type: "exit", code: Number(code) });
    for (;;) wait(forever, 0, 0);
  };
  Deno.exit = exit;
  self.close = () => exit();
  // What Node's code ends a process with, under all its names.
  Object.assign(process, { exit, reallyExit: exit });
}

// Nothing that an op leaves behind may end its host. What an op awaits is its own error all the same.
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  printError("Unhandled rejection:", event.reason);
});
self.addEventListener("error", (event) => {
  event.preventDefault();
  printError("Uncaught error:", event.error ?? event.message);
});
