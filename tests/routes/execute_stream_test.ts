import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { PsynapseError } from "../../engine/core/errors.ts";
import { decodeEventStream } from "../../engine/core/event_stream.ts";
import type { RunEvent } from "../../engine/core/run_event.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { JSON_TYPE } from "../helpers/live_server.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const EMPTY = { nodes: [], edges: [] };
const CHAT = { node_id: "c", node_number: 1, node_name: "Chat" };

const CHAT_EVENTS: RunEvent[] = [
  { ...CHAT, status: "executing", inputs: { model: "small" } },
  { ...CHAT, status: "streaming", streaming_chunk: "Hello" },
  { ...CHAT, status: "streaming", streaming_chunk: ", world" },
  { ...CHAT, status: "completed", output: "Hello, world" },
  { status: "done", results: {} },
];

function stream(body: unknown, engine = new FakeEngine(), query = ""): Promise<Response> {
  const request = new Request(`http://localhost/execute/stream${query}`, {
    method: "POST",
    headers: JSON_TYPE,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return apiHandler(fakeServices({ engine }))(request);
}

async function events(answer: Response): Promise<unknown[]> {
  if (answer.body === null) throw new Error("no body");
  return (await Array.fromAsync(decodeEventStream(answer.body))).map((text) => JSON.parse(text));
}

function playing(script: RunEvent[]): FakeEngine {
  return new FakeEngine(async function* () {
    yield* script;
  });
}

describe("POST /execute/stream", () => {
  it("sends events in the original's form, with the run's id", async () => {
    const answer = await stream(EMPTY, playing(CHAT_EVENTS));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("text/event-stream");
    expect(answer.headers.get("X-Run-Id")).toBe("run-1");
    const inputs = { model: "small" };
    expect(await events(answer)).toEqual([
      { ...CHAT, status: "executing", inputs },
      { ...CHAT, status: "streaming", streaming_text: "Hello", streaming_chunk: "Hello", inputs },
      {
        ...{ ...CHAT, status: "streaming", inputs },
        ...{ streaming_text: "Hello, world", streaming_chunk: ", world" },
      },
      { ...CHAT, status: "completed", output: "Hello, world", inputs },
      { status: "done", results: {} },
    ]);
  });

  it("sends each fact once in the lean form", async () => {
    expect(await events(await stream(EMPTY, playing(CHAT_EVENTS), "?events=delta")))
      .toEqual(CHAT_EVENTS);
  });

  it("refuses a form that it does not know", async () => {
    const answer = await stream(EMPTY, new FakeEngine(), "?events=all");
    expect(answer.status).toBe(400);
    expect((await answer.json()).field).toBe("events");
  });

  it("names the field that is wrong", async () => {
    const answer = await stream({ nodes: [] });
    expect(answer.status).toBe(400);
    expect((await answer.json()).field).toBe("edges");
  });

  it("refuses a graph with one event", async () => {
    const engine = new FakeEngine();
    engine.refuse = new PsynapseError("bad_graph", "Graph contains a cycle: a → b → a");
    const answer = await stream(EMPTY, engine);
    expect(answer.status).toBe(200);
    const error = "Graph contains a cycle: a → b → a";
    expect(await events(answer)).toEqual([{ status: "error", error }]);
  });

  it("refuses ids that occur twice with one event", async () => {
    const node = { id: "a", type: "viewNode", data: {} };
    const sent = await events(await stream({ nodes: [node, node], edges: [] }));
    expect(sent).toEqual([{ status: "error", error: expect.stringContaining('"a"') }]);
  });

  it("ends a run that breaks with an event that says so", async () => {
    const engine = new FakeEngine(async function* () {
      yield CHAT_EVENTS[0];
      throw new Error("no hosts");
    });
    const error = console.error;
    console.error = () => {};
    try {
      const sent = await events(await stream(EMPTY, engine));
      expect(sent.at(-1)).toEqual({ status: "error", error: "The run broke: no hosts" });
    } finally {
      console.error = error;
    }
  });

  for (const after of [0, 1, 2, 4]) {
    it(`stops the run of a client that leaves after ${after} events`, async () => {
      const engine = new FakeEngine(async function* (_, stopped) {
        yield* CHAT_EVENTS.slice(0, after);
        await stopped;
        yield { status: "error", error: "Run stopped", stopped: true };
      });
      const answer = await stream(EMPTY, engine);
      const reader = answer.body?.getReader();
      if (after > 0) await reader?.read();
      await reader?.cancel();
      await engine.whenStopped("run-1");
      expect(engine.stopped).toEqual(["run-1"]);
    });
  }
});
