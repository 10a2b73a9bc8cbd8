import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { PsynapseError } from "../../engine/core/errors.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { JSON_TYPE } from "../helpers/live_server.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

function check(body: unknown, engine = new FakeEngine(), headers = JSON_TYPE): Promise<Response> {
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return apiHandler(fakeServices({ engine }))(new Request("http://localhost/types/check", init));
}

const GRAPH = {
  nodes: [{ id: "l", type: "listNode" }, { id: "v", type: "viewNode" }],
  edges: [{ source: "l", target: "v", targetHandle: "input" }],
};

describe("POST /types/check", () => {
  it("says of each edge whether it fits, and runs nothing", async () => {
    const engine = new FakeEngine();
    const answer = await check(GRAPH, engine);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { by: "names", edges: [{ ok: true }], nodes: {} },
    ]);
    expect(engine.requests).toEqual([]);
  });

  it("refuses bodies and graphs that a run would refuse", async () => {
    expect((await check({ nodes: [] })).status).toBe(400);
    const engine = new FakeEngine();
    engine.refuse = new PsynapseError("bad_graph", "Graph contains a cycle: a → a");
    expect((await check(GRAPH, engine)).status).toBe(400);
  });

  it("asks for the same guards as a run", async () => {
    expect((await check(GRAPH, new FakeEngine(), { "Content-Type": "text/plain" })).status).toBe(
      415,
    );
    const other = { ...JSON_TYPE, Origin: "https://elsewhere.example" };
    expect((await check(GRAPH, new FakeEngine(), other)).status).toBe(403);
  });
});
