import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { PsynapseError } from "../../engine/core/errors.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { JSON_TYPE } from "../helpers/live_server.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

function plan(body: unknown, engine = new FakeEngine(), headers = JSON_TYPE): Promise<Response> {
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return apiHandler(fakeServices({ engine }))(new Request("http://localhost/execute/plan", init));
}

const GRAPH = { nodes: [{ id: "v", type: "viewNode" }], edges: [] };

describe("POST /execute/plan", () => {
  it("says of each node what a run would begin with, and runs nothing", async () => {
    const engine = new FakeEngine();
    const answer = await plan({ ...GRAPH, env_vars: { KEY: "1" } }, engine);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ nodes: { v: "will_run" } });
    expect(engine.predicted[0]).toMatchObject({ envVars: { KEY: "1" }, onError: "skip" });
    expect(engine.requests).toEqual([]);
  });

  it("refuses what a run would refuse", async () => {
    const bad = await plan({ nodes: [] });
    expect([bad.status, await bad.json()]).toEqual([
      400,
      { detail: "edges is missing: it must be a list", field: "edges" },
    ]);
    const engine = new FakeEngine();
    engine.refuse = new PsynapseError("bad_graph", "Graph contains a cycle: a → a");
    const cycle = await plan(GRAPH, engine);
    expect([cycle.status, (await cycle.json()).detail]).toEqual([
      400,
      "Graph contains a cycle: a → a",
    ]);
  });

  it("asks for the same guards as a run", async () => {
    const text = await plan(GRAPH, new FakeEngine(), { "Content-Type": "text/plain" });
    expect(text.status).toBe(415);
    const other = { ...JSON_TYPE, Origin: "https://elsewhere.example" };
    expect((await plan(GRAPH, new FakeEngine(), other)).status).toBe(403);
  });
});
