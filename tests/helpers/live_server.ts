import { expect } from "@std/expect";
import { EventStreamDecoder } from "../../engine/core/event_stream.ts";
import type { TestServer } from "./command_line.ts";

/** A body of `POST /execute`, in short: nodes by id as `[op, values]` or `"view"`, edges as `a -> b.param`. */
export function bodyOf(
  nodes: Record<string, [op: string, values?: Record<string, unknown>] | "view">,
  edges: string[] = [],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    nodes: Object.entries(nodes).map(([id, node]) =>
      node === "view"
        ? { id, type: "viewNode", data: {} }
        : { id, type: "functionNode", data: { functionName: node[0], values: node[1] ?? {} } }
    ),
    edges: edges.map((edge) => {
      const [source, target, targetHandle] = edge.split(/ -> |\./);
      return { source, sourceHandle: "output", target, targetHandle };
    }),
    ...more,
  };
}

/** What every body is declared as. */
export const JSON_TYPE = { "Content-Type": "application/json" };

/** Posts JSON; a text is sent as it is. */
export function post(server: TestServer, path: string, body: unknown): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(server.url + path, { method: "POST", headers: JSON_TYPE, body: text });
}

/** Runs a graph with a known result: what is asked of a server after something bad has happened to it. */
export async function expectNextRunWorks(server: TestServer): Promise<void> {
  const body = bodyOf({ n: ["add", { a: 2, b: "3" }], v: "view" }, ["n -> v.input"]);
  const answer = await post(server, "/execute", body);
  expect(await answer.json()).toEqual({ results: { v: 5 }, errors: {} });
}

/** Resolves when a run is no longer under way. */
export async function runIsGone(server: TestServer, id: string): Promise<void> {
  while (true) {
    const answer = await fetch(`${server.url}/runs/${id}`, { method: "DELETE" });
    await answer.body?.cancel();
    if (answer.status === 404) return;
  }
}

/** The events of a stream, read until `enough` is true; then the connection is closed. */
export async function readUntil(
  answer: Response,
  enough: (events: Record<string, unknown>[]) => boolean,
): Promise<Record<string, unknown>[]> {
  const decoder = new EventStreamDecoder();
  const events: Record<string, unknown>[] = [];
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no body");
  while (!enough(events)) {
    const { done, value } = await reader.read();
    if (done) break;
    events.push(...decoder.push(value).map((text) => JSON.parse(text)));
  }
  await reader.cancel();
  return events;
}
