import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import type { RunEvent } from "../../engine/core/run_event.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

function ask(engine: FakeEngine, method: string, path: string): Promise<Response> {
  return apiHandler(fakeServices({ engine }))(new Request(`http://localhost${path}`, { method }));
}

async function* untilStopped(_: unknown, stopped: Promise<void>): AsyncGenerator<RunEvent> {
  await stopped;
  yield { status: "error", error: "Run stopped", stopped: true };
}

describe("DELETE /runs/<id>", () => {
  it("stops a run, also twice", async () => {
    const engine = new FakeEngine(untilStopped);
    const run = await engine.run({ nodes: [], edges: [], envVars: {}, onError: "skip" });
    for (let i = 0; i < 2; i++) {
      const answer = await ask(engine, "DELETE", `/runs/${run.id}`);
      expect(answer.status).toBe(204);
    }
    expect(engine.stopped).toEqual([run.id]);
  });

  it("says that it knows no such run", async () => {
    const answer = await ask(new FakeEngine(), "DELETE", "/runs/nobody");
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ detail: 'There is no run "nobody"' });
  });
});

describe("GET /runs/<id>/values/<node>", () => {
  it("is the whole value", async () => {
    const engine = new FakeEngine();
    engine.values.set("r1 n1", [1, 2, 3]);
    engine.values.set("r1 nothing", null);
    expect(await (await ask(engine, "GET", "/runs/r1/values/n1")).json()).toEqual([1, 2, 3]);
    expect(await (await ask(engine, "GET", "/runs/r1/values/nothing")).json()).toBe(null);
  });

  it("finds nodes with odd ids", async () => {
    const engine = new FakeEngine();
    for (const id of ["a/b", "ä ö", "100%", "a?b#c", "%2F"]) {
      engine.values.set(`r1 ${id}`, id);
      const answer = await ask(engine, "GET", `/runs/r1/values/${encodeURIComponent(id)}`);
      expect(await answer.json()).toBe(id);
    }
  });

  it("says that there is no such value", async () => {
    const answer = await ask(new FakeEngine(), "GET", "/runs/r1/values/n1");
    expect(answer.status).toBe(404);
    expect((await answer.json()).detail).toMatch(/no value/);
  });
});
