import { expect } from "@std/expect";
import { createApi } from "@/client/api.ts";
import { browserClock } from "@/client/clock.ts";
import { ManualClock } from "../helpers/manual_clock.ts";

type Handler = (request: Request) => Response | Promise<Response>;

/** A server on a port of its own, and a client for it. */
function serve(handler: Handler, clock = browserClock) {
  const cutting = new AbortController();
  const { signal } = cutting;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {}, signal }, handler);
  const api = createApi({ baseUrl: `http://127.0.0.1:${server.addr.port}`, clock });
  return {
    api,
    server,
    /** Breaks every connection. */
    cut: () => cutting.abort(),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A body of Server-Sent Events that a test writes. */
function eventBody() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  return {
    readable,
    write: (text: string) => writer.write(encoder.encode(text)),
    close: () => writer.close(),
  };
}

const NO_ANSWER = "The server does not answer. Check that it is still running.";

Deno.test("schema() asks for the schemas", async () => {
  await using made = serve((request) => {
    expect(new URL(request.url).pathname).toBe("/get_schema");
    return Response.json([]);
  });
  expect(await made.api.schema()).toEqual({ ok: true, data: [] });
});

Deno.test("calls report an unreachable server in words", async () => {
  const { api, server } = serve(() => new Response());
  await server.shutdown();
  const failed = { ok: false, error: { kind: "network", message: NO_ANSWER } };
  expect(await api.schema()).toEqual(failed);
  expect(await api.runStream({}, AbortSignal.any([]))).toEqual(failed);
  expect(await api.stopRun("r")).toEqual(failed);
});

Deno.test("calls give the detail of a refusal", async () => {
  await using made = serve(() =>
    Response.json({ detail: "nodes[0].id is missing" }, { status: 400 })
  );
  expect(await made.api.runStream({}, AbortSignal.any([]))).toEqual({
    ok: false,
    error: { kind: "http", status: 400, message: "nodes[0].id is missing" },
  });
});

Deno.test("calls give the status of a refusal that says nothing", async () => {
  await using made = serve(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const answer = await made.api.problems();
  expect(answer.ok ? "" : answer.error.message).toBe("The server answered 502 Bad Gateway.");
});

Deno.test("calls say what is wrong with an answer of another form", async () => {
  await using made = serve(() => new Response("<html>"));
  const answer = await made.api.workflows();
  expect(answer.ok ? "" : answer.error.message).toContain(
    "/workflows is not what this page expects",
  );
});

Deno.test("calls that are aborted say so", async () => {
  await using made = serve(() => Response.json([]));
  const answer = await made.api.schema(AbortSignal.abort());
  expect(answer).toEqual({ ok: false, error: { kind: "aborted", message: "Stopped" } });
});

Deno.test("workflow(), value() and stopRun() escape names", async () => {
  const seen: string[] = [];
  await using made = serve((request) => {
    seen.push(`${request.method} ${new URL(request.url).pathname}`);
    return Response.json({ a: 1 });
  });
  const { api } = made;
  expect(await api.workflow("a/b")).toEqual({ ok: true, data: { a: 1 } });
  expect(await api.value("r 1", "n?")).toEqual({ ok: true, data: { a: 1 } });
  expect(await api.stopRun("r1")).toEqual({ ok: true, data: undefined });
  expect(seen).toEqual([
    "GET /workflows/a%2Fb.json",
    "GET /runs/r%201/values/n%3F",
    "DELETE /runs/r1",
  ]);
});

Deno.test("runStream() sends the graph and gives events in the packets they come in", async () => {
  const body = eventBody();
  let asked = "";
  let graph: unknown;
  await using made = serve(async (request) => {
    asked = new URL(request.url).search;
    graph = await request.json();
    return new Response(body.readable, { headers: { "X-Run-Id": "r1" } });
  });
  const answer = await made.api.runStream({ nodes: [], edges: [] }, AbortSignal.any([]));
  if (!answer.ok) throw new Error(answer.error.message);
  expect(asked).toBe("?events=delta");
  expect(graph).toEqual({ nodes: [], edges: [] });
  expect(answer.data.runId).toBe("r1");
  const packets = answer.data.events[Symbol.asyncIterator]();
  const done = { status: "done", results: {} };
  body.write(`: still here\n\ndata: ${JSON.stringify(done)}\n\n`);
  expect((await packets.next()).value).toEqual([done]);
  body.close();
  expect((await packets.next()).done).toBe(true);
});

Deno.test("runStream() says when the connection breaks or an event cannot be read", async () => {
  for (const [text, message] of [["", NO_ANSWER], ["data: {}\n\n", "cannot be read"]]) {
    const body = eventBody();
    await using made = serve(() => new Response(body.readable));
    const answer = await made.api.runStream({}, AbortSignal.any([]));
    if (!answer.ok) throw new Error(answer.error.message);
    const next = answer.data.events[Symbol.asyncIterator]().next();
    if (text === "") made.cut();
    else body.write(text);
    await expect(next).rejects.toThrow(message);
  }
});

Deno.test("runStream() gives up on a server that has gone silent", async () => {
  const body = eventBody();
  const clock = new ManualClock();
  await using made = serve(() => new Response(body.readable), clock);
  const connection = new AbortController();
  const answer = await made.api.runStream({}, connection.signal);
  if (!answer.ok) throw new Error(answer.error.message);
  const next = answer.data.events[Symbol.asyncIterator]().next();
  clock.advance(50_000);
  await expect(next).rejects.toThrow("The server has gone silent");
  expect(clock.waiting).toBe(0);
  connection.abort();
});

Deno.test("catalogChanges() gives versions until the connection ends", async () => {
  const body = eventBody();
  await using made = serve(() => new Response(body.readable));
  const answer = await made.api.catalogChanges(AbortSignal.any([]));
  if (!answer.ok) throw new Error(answer.error.message);
  body.write('data: {"version":"1"}\n\ndata: {"version":"2"}\n\n');
  body.close();
  expect(await Array.fromAsync(answer.data)).toEqual(["1", "2"]);
});
