import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import type { RunEvent } from "../../engine/core/run_event.ts";
import { encodeDelta } from "../../server/delta_encoder.ts";

const node = { node_id: "n", node_number: 1, node_name: "add" };
const large = "x".repeat(40_000);
const preview = { $preview: true, type: "str", length: 40_000 };

function sent(event: RunEvent): unknown {
  return JSON.parse(encodeDelta(event));
}

describe("encodeDelta()", () => {
  it("sends an event as it is", () => {
    const event: RunEvent = { ...node, status: "streaming", streaming_chunk: "a" };
    expect(sent(event)).toEqual(event);
  });

  it("sends previews of large inputs, and small ones beside them whole", () => {
    const event: RunEvent = { ...node, status: "executing", inputs: { a: large, b: 2 } };
    expect(sent(event)).toMatchObject({ status: "executing", inputs: { a: preview, b: 2 } });
  });

  it("sends previews of large inputs of nodes whose results were known", () => {
    const event: RunEvent = {
      ...node,
      status: "completed",
      inputs: { a: large },
      output: 1,
      cached: true,
    };
    expect(sent(event)).toMatchObject({ inputs: { a: preview }, output: 1, cached: true });
  });

  it("sends previews of large outputs and results", () => {
    expect(sent({ ...node, status: "completed", output: large })).toMatchObject({
      output: preview,
    });
    expect(sent({ status: "done", results: { v: large, w: 1 } })).toMatchObject({
      results: { v: preview, w: 1 },
    });
  });

  it("keeps keys that other objects would not", () => {
    const inputs = JSON.parse('{"__proto__": 1}');
    inputs.a = large;
    expect(encodeDelta({ ...node, status: "executing", inputs })).toContain('"__proto__":1');
  });

  it("sends long messages whole: there is nowhere else to read them", () => {
    expect(sent({ ...node, status: "error", error: large })).toMatchObject({ error: large });
  });
});
