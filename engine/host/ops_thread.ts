/**
 * The thread in which a host runs graphs and function ops: a worker that has exactly the pack's permissions.
 *
 * @module
 */
import { LargePreviews } from "../core/large_value.ts";
import { LogBudget } from "../core/log_budget.ts";
import { Digests } from "./digest.ts";
import { LineReader } from "./frames.ts";
import { GraphRunner } from "./graph_runner.ts";
import { HeldNodes } from "./held_nodes.ts";
import { Host } from "./host.ts";
import { Leftovers } from "./leftovers.ts";
import { OpCalls } from "./op_calls.ts";
import { OpConsole, OpLog } from "./op_console.ts";
import { KeptValues } from "./kept_values.ts";
import { NodeReports } from "./node_reports.ts";
import { PartLinks } from "./part_links.ts";
import { PauseGate } from "./pause_gate.ts";
import { HostOutput } from "./output.ts";
import { Slots } from "./slots.ts";
import type { StartMessage, ToHost } from "./protocol.ts";
import { revokeRead } from "./revoke_read.ts";
import { closeThread } from "./close_thread.ts";
import { type TellMain, WorkerOps } from "./worker_ops.ts";
import type { FromMain } from "./worker_protocol.ts";

// Ops can import the modules that their thread has loaded already.
for (
  const it of [
    Host,
    HostOutput,
    GraphRunner,
    PartLinks,
    NodeReports,
    HeldNodes,
    Digests,
    LargePreviews,
    LogBudget,
    WorkerOps,
    Slots,
    Leftovers,
    LineReader,
    OpCalls,
    OpConsole,
    OpLog,
    KeptValues,
    PauseGate,
  ]
) {
  Object.freeze(it);
  Object.freeze(it.prototype);
}

const input = Deno.stdin.readable;
closeThread();

const parse = JSON.parse;
// Before it becomes the ops': what the host itself says is no op's.
const printError = console.error.bind(console);

self.onmessage = (event: MessageEvent<FromMain>): void => {
  const message = event.data;
  if (message.type !== "start") return;
  self.onmessage = null;
  const { start, port, gate } = message;
  revokeRead(start.revokeRead);
  const tellMain = port.postMessage.bind(port) as TellMain;
  const host = new Host(start, tellMain, (error) => {
    // An op has broken what the host is made of: another host takes its place.
    tellMain({ type: "exit", code: 70 });
    printError("The host cannot go on:", error);
  }, gate);
  endTheProcess(host, tellMain);
  tellUncaught(host);
  port.onmessage = ({ data }: MessageEvent<FromMain>) => {
    if (data.type === "error") host.workerFailed(data.id, data.message);
  };
  void host.load();
  void readMessages(host, tellMain);
};

async function readMessages(host: Host, tellMain: TellMain): Promise<void> {
  const reader = new LineReader();
  try {
    for await (const bytes of input) {
      for (const line of reader.push(bytes)) {
        host.receive(parse(line) as Exclude<ToHost, StartMessage>);
      }
    }
    // The server is gone.
    tellMain({ type: "exit", code: 0 });
  } catch (error) {
    host.broken(error);
  }
}

/** Makes an op's `Deno.exit` end the host, as it would in a main thread. */
function endTheProcess(host: Host, tellMain: TellMain): void {
  const forever = new Int32Array(new SharedArrayBuffer(4));
  const wait = Atomics.wait;
  const exit = (code = 0): never => {
    // The host may be at work for another run by now.
    if (!host.mayExit()) throw new Error("Deno.exit() is not available to an op that is over");
    host.flush();
    tellMain({ type: "exit", code: Number(code) });
    for (;;) wait(forever, 0, 0);
  };
  Deno.exit = exit;
  self.close = () => exit();
  // What Node's code ends a process with, under all its names.
  Object.assign(process, { exit, reallyExit: exit });
}

/**
 * Nothing that an op leaves behind may end its host. While its node waits, what nothing catches is that node's error;
 * after that, it is in its log.
 */
function tellUncaught(host: Host): void {
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    host.uncaught("Unhandled rejection:", event.reason);
  });
  self.addEventListener("error", (event) => {
    event.preventDefault();
    host.uncaught("Uncaught error:", event.error ?? event.message);
  });
}
