import { expect } from "@std/expect";
import { decodeEventStream } from "@/engine/core/event_stream.ts";
import { parseRunEvent } from "@/engine/core/parse_run_event.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { TestServer } from "../command_line.ts";
import { post } from "../live_server.ts";
import { within } from "../within.ts";
import { mix } from "../../fixtures/nodepacks/faults/_mix.ts";
import { PACKS } from "./fault_packs.ts";

/** How long a run may take, in milliseconds, however much the machine has to do: one that hangs fails with this. */
export const RUN_LIMIT_MS = 60_000;

/** A run that is watched. */
export interface WatchedRun {
  /** Its id. */
  id: string;
  events: AsyncIterable<RunEvent>;
}

/** Starts a run and watches it in the lean form. Leaving its loop closes the connection. */
export async function watchRun(server: TestServer, body: unknown): Promise<WatchedRun> {
  const answer = await fetch(`${server.url}/execute/stream?events=delta`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return { id: answer.headers.get("X-Run-Id")!, events: parsed(answer.body!) };
}

async function* parsed(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<RunEvent> {
  for await (const text of decodeEventStream(body)) yield parseRunEvent(text);
}

/** Runs a graph that needs every pack and kind of op, and checks what comes of it: the server is as good as ever. */
export async function runCleanly(server: TestServer): Promise<void> {
  const node = (id: string, op: string, pack: string, values: Record<string, number>) => ({
    id,
    type: "functionNode",
    data: { functionName: op, pack, values },
  });
  const nodes = PACKS.flatMap((pack, i) => [
    node(`f${i}`, "blend", pack, { a: i, salt: 1 }),
    node(`p${i}`, "Steps", pack, { a: i, b: 2, salt: 2, count: 2, ms: 0 }),
    node(`s${i}`, "Pieces", pack, { a: i, b: 3, salt: 3, count: 2, ms: 0 }),
    { id: `v${i}`, type: "viewNode", data: {} },
  ]);
  // Through all packs: p0 → f0, f0 → f1, f1 → f2, and each f to its view.
  const edges = PACKS.flatMap((_, i) => [
    { source: i === 0 ? "p0" : `f${i - 1}`, target: `f${i}`, targetHandle: "b" },
    { source: `f${i}`, target: `v${i}`, targetHandle: "input" },
  ]);
  const results: Record<string, number> = {};
  let last = mix(0, 2, 2);
  PACKS.forEach((_, i) => results[`v${i}`] = last = mix(i, last, 1));
  const answer = await within(
    "a run that nothing disturbs",
    post(server, "/execute", { nodes, edges }).then((answer) => answer.json()),
    RUN_LIMIT_MS,
  );
  expect(answer).toEqual({ results, errors: {} });
}
