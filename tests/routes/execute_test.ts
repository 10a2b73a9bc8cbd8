import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { PsynapseError } from "../../engine/core/errors.ts";
import type { RunEvent } from "../../engine/core/run_event.ts";
import { FakeEngine, type FakeScript } from "../helpers/fake_engine.ts";
import { JSON_TYPE } from "../helpers/live_server.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const NODE = { node_id: "n", node_number: 1, node_name: "divide" };

function post(body: unknown, signal?: AbortSignal): Request {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const init = { method: "POST", headers: JSON_TYPE, body: text, signal };
  return new Request("http://localhost/execute", init);
}

function execute(body: unknown, engine = new FakeEngine()): Promise<Response> {
  return apiHandler(fakeServices({ engine }))(post(body));
}

const EMPTY = { nodes: [], edges: [] };

describe("POST /execute", () => {
  it("answers with the views' values and the errors of nodes", async () => {
    const engine = new FakeEngine(async function* (): AsyncGenerator<RunEvent> {
      yield { ...NODE, status: "executing", inputs: {} };
      yield { ...NODE, status: "error", error: "Division by zero" };
      yield { ...NODE, node_id: "m", status: "error", error: "Skipped", skipped: true };
      yield { status: "done", results: { v: 15, w: null } };
    });
    const answer = await execute(EMPTY, engine);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("X-Run-Id")).toBe("run-1");
    expect(await answer.json()).toEqual({
      results: { v: 15, w: null },
      errors: { n: "Division by zero", m: "Skipped" },
    });
  });

  it("keeps the names of nodes that other objects would not", async () => {
    const engine = new FakeEngine(async function* (): AsyncGenerator<RunEvent> {
      yield { ...NODE, node_id: "__proto__", status: "error", error: "bad" };
      yield { status: "done", results: {} };
    });
    expect(await (await execute(EMPTY, engine)).text()).toContain('"__proto__":"bad"');
  });

  it("hands the parsed request to the engine", async () => {
    const engine = new FakeEngine();
    await (await execute({ ...EMPTY, env_vars: { KEY: "1" }, on_error: "null" }, engine)).json();
    expect(engine.requests).toEqual([
      { nodes: [], edges: [], envVars: { KEY: "1" }, onError: "null" },
    ]);
  });

  it("names the field that is wrong", async () => {
    const answer = await execute({ nodes: [{ id: 3, type: "viewNode" }], edges: [] });
    expect(answer.status).toBe(400);
    const { detail, field } = await answer.json();
    expect(field).toBe("nodes[0].id");
    expect(detail).toContain("nodes[0].id");
  });

  it("refuses what is not JSON", async () => {
    const answer = await execute("{nodes");
    expect(answer.status).toBe(400);
    expect((await answer.json()).detail).toMatch(/not JSON/);
  });

  it("refuses a body over the limit", async () => {
    const handler = apiHandler(fakeServices({ bodyLimit: 10 }));
    const answer = await handler(post({ nodes: [], edges: [] }));
    expect(answer.status).toBe(413);
    expect((await answer.json()).detail).toMatch(/larger than/);
  });

  it("says why a graph is refused", async () => {
    const engine = new FakeEngine();
    engine.refuse = new PsynapseError("bad_graph", "Graph contains a cycle: a → b → a");
    const answer = await execute(EMPTY, engine);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ detail: "Graph contains a cycle: a → b → a" });
  });

  it("says that a run was stopped", async () => {
    const answer = await execute(EMPTY, new FakeEngine(untilStopped));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ detail: "Run stopped" });
  });

  it("says which nodes a run that was ended for a limit did not do", async () => {
    const engine = new FakeEngine(async function* () {
      const node = { node_id: "a", node_number: 1, node_name: "spin" };
      yield {
        ...node,
        status: "error",
        error: 'Node "spin" was ended. It was late',
        duration_ms: 0,
      };
      yield { status: "error", error: "It was late" };
    });
    const answer = await execute(EMPTY, engine);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      detail: "It was late",
      errors: { a: 'Node "spin" was ended. It was late' },
    });
  });

  it("hides the cause of what nobody expected, and logs it", async () => {
    const logged: unknown[] = [];
    const error = console.error;
    console.error = (...parts: unknown[]) => void logged.push(...parts);
    try {
      const answer = await execute(EMPTY, new FakeEngine(broken));
      expect(answer.status).toBe(500);
      expect((await answer.json()).detail).not.toContain("secret");
    } finally {
      console.error = error;
    }
    expect(logged.some((part) => part instanceof Error && part.message === "secret")).toBe(true);
  });

  it("stops the run of a client that goes away", async () => {
    const engine = new FakeEngine(async function* (_, stopped): AsyncGenerator<RunEvent> {
      await stopped;
      yield { status: "error", error: "Run stopped", stopped: true };
    });
    const client = new AbortController();
    const answer = apiHandler(fakeServices({ engine }))(post(EMPTY, client.signal));
    while (engine.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    client.abort();
    await (await answer).body?.cancel();
    expect(engine.stopped).toEqual(["run-1"]);
  });
});

const untilStopped: FakeScript = async function* () {
  yield { status: "error", error: "Run stopped", stopped: true };
};

// deno-lint-ignore require-yield
const broken: FakeScript = async function* () {
  throw new Error("secret");
};
