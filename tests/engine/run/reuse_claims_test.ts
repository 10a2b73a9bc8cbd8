/** What hosts say is not taken for more than it can be. */
import { expect } from "@std/expect";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { planRun } from "@/engine/core/plan.ts";
import type { CompletedEvent, ExecutingEvent } from "@/engine/core/run_event.ts";
import { indexOps, placeNodes } from "@/engine/run/partition.ts";
import { Reuse } from "@/engine/run/reuse.ts";
import { Stage, stageParam } from "@/tests/helpers/reuse_stage.ts";

const STAGE = new Stage(["p", "q"].map((pack) => ({
  pack,
  name: `op_${pack}`,
  params: [stageParam("a")],
  isPure: true,
  call: () => 0,
})));

/** The knowledge of a run in which an op of `p` gives its value to one of `q`. */
function knowledge() {
  STAGE.store.clear();
  const request = parseRunRequest({
    nodes: ["p", "q"].map((id) => ({
      id,
      type: "functionNode",
      data: { functionName: `op_${id}`, values: { a: 1 } },
    })),
    edges: [{ source: "p", target: "q", targetHandle: "a" }],
  });
  const plan = planRun(request);
  const catalog = indexOps(STAGE.catalog());
  const hostOf = (pack: string) => pack;
  const placement = placeNodes({ graph: request, plan, catalog, hostOf, onError: "skip" });
  const reuse = new Reuse({ request, plan, catalog, placement, store: STAGE.store });
  expect(reuse.decide()).toEqual([]);
  return reuse;
}

const base = { node_id: "", node_number: 1, node_name: "" };
const began = (a: number | string): ExecutingEvent => ({
  ...base,
  status: "executing",
  inputs: { a },
});
const gave = (output: number | string): CompletedEvent => ({
  ...base,
  status: "completed",
  output,
});
const kept = () => STAGE.store.size;

Deno.test("a result is kept once its node has begun and ended with its value", () => {
  const reuse = knowledge();
  reuse.told(0, began(1), false);
  expect(kept()).toBe(0);
  reuse.told(0, gave(5), false);
  expect(kept()).toBe(1);
  reuse.told(1, began(5), false);
  reuse.told(1, gave("NaN"), true);
  expect(kept()).toBe(1);
  expect(reuse.carried(1, { form: "whole", text: '[2,"NaN"]' }))
    .toEqual({ form: "whole", text: '[2,"NaN"]' });
  expect(kept()).toBe(2);
});

Deno.test("other hosts get the value that was told, whatever is carried behind it", () => {
  const reuse = knowledge();
  reuse.told(0, began(1), false);
  reuse.told(0, gave(5), false);
  for (const text of ["6", '[2,"NaN"]']) {
    expect(reuse.carried(0, { form: "whole", text })).toEqual({ form: "json", value: 5 });
  }
  expect(reuse.valueFor(0, "q")).toEqual({ form: "json", value: 5 });
});

Deno.test("a result is not kept for other inputs than those that the server knows", () => {
  const reuse = knowledge();
  reuse.told(0, began(2), false);
  reuse.told(0, gave(5), false);
  reuse.told(1, began(6), false);
  reuse.told(1, gave(7), false);
  expect(kept()).toBe(0);
});

Deno.test("a result is not kept of a node that has not begun, or whose inputs are not there", () => {
  const reuse = knowledge();
  reuse.told(0, gave(5), false);
  expect(kept()).toBe(0);
  const early = knowledge();
  early.told(1, began(5), false);
  early.told(1, gave(5), false);
  expect(kept()).toBe(0);
});

Deno.test("a text that is no value counts as none", () => {
  for (const text of ["[", "[77]", '[8,"Object","AA=="]']) {
    const reuse = knowledge();
    reuse.told(0, began(1), false);
    reuse.told(0, gave("?"), true);
    expect(reuse.carried(0, { form: "whole", text })).toEqual({ form: "whole", text });
    expect(reuse.valueFor(0, "q")).toBeUndefined();
    // What takes it has no inputs that are known.
    reuse.told(1, began("?"), false);
    reuse.told(1, gave(1), false);
    expect(kept()).toBe(0);
  }
});

Deno.test("a node that is held for nothing runs", () => {
  const reuse = knowledge();
  const isOpen = () => true;
  // Its input is not there, and then its result is not.
  expect(reuse.take(1, isOpen)).toBeUndefined();
  expect(reuse.take(0, isOpen)).toBeUndefined();
});
