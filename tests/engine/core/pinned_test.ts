import { expect } from "@std/expect";
import type { JsonValue } from "../../../engine/core/json.ts";
import { activePart } from "../../../engine/core/node_modes.ts";
import { parseWorkflow } from "../../../engine/core/parse_workflow.ts";
import { hasStandIn, PIN_LIMIT, pinProblem } from "../../../engine/core/pinned.ts";
import { type Workflow, workflowToRunRequest } from "../../../engine/core/workflow.ts";
import { findOp } from "../../helpers/ops.ts";

const position = { x: 0, y: 0 };

function workflow(pinned: JsonValue, more = {}): Workflow {
  const values = { b: 1 };
  return {
    version: 1,
    nodes: [
      {
        id: "n",
        type: "variableNode",
        position,
        data: { variableName: "n", variableType: "Number" },
      },
      {
        id: "sum",
        type: "functionNode",
        position,
        data: { functionName: "add", values, pinned, ...more },
      },
      { id: "v", type: "viewNode", position, data: { width: 400, height: 300 } },
    ],
    edges: [
      { id: "e0", source: "n", target: "sum", targetHandle: "a" },
      { id: "e1", source: "sum", target: "v", targetHandle: "input" },
    ],
  };
}

Deno.test("a pinned node is a Variable of its value in the request, and nothing flows into it", () => {
  const types = [[7, "Number"], ["7", "String"], [true, "Boolean"], [[1], "List"], [{}, "Object"]];
  for (const [value, variableType] of types as [JsonValue, string][]) {
    const { nodes, edges } = workflowToRunRequest(workflow(value), {}, findOp);
    expect(nodes[1]).toEqual({
      id: "sum",
      type: "variableNode",
      data: { variableName: "add", variableType, variableValue: value, label: "add" },
    });
    expect(nodes[2].data).toEqual({});
    expect(edges.map(({ source, target }) => `${source} > ${target}`)).toEqual(["sum > v"]);
  }
});

Deno.test("muting and bypassing come before the pin", () => {
  const ids = (mode: string) => activePart(workflow(7, { mode }), findOp).nodes.map(({ id }) => id);
  expect(ids("mute")).toEqual(["n"]);
  expect(ids("bypass")).toEqual(["n", "v"]);
});

Deno.test("a file keeps pins and sizes of views; a pin that is too large is left out with words", () => {
  const { workflow: read, warnings } = parseWorkflow(JSON.stringify(workflow([1, "x"])));
  expect(read).toEqual(workflow([1, "x"]));
  expect(warnings).toEqual([]);
  const large = parseWorkflow(workflow("x".repeat(PIN_LIMIT)));
  expect(large.workflow.nodes[1].data).not.toHaveProperty("pinned");
  expect(large.warnings).toHaveLength(1);
  expect(large.warnings[0]).toMatch(/^The pinned value of "sum" was left out: it is too large/);
});

Deno.test("pinProblem() says what cannot be pinned", () => {
  expect(pinProblem({ a: [1, "two"] })).toBeUndefined();
  expect(pinProblem("x".repeat(PIN_LIMIT - 2))).toBeUndefined();
  expect(pinProblem("x".repeat(PIN_LIMIT - 1))).toMatch(/too large/);
  expect(pinProblem(null)).toMatch(/null/);
  expect(pinProblem([{ f: "[Function add]" }])).toMatch(/stands for/);
  let deep: JsonValue = 1;
  for (let i = 0; i < 5000; i++) deep = [deep];
  expect(pinProblem(deep)).toMatch(/nested/);
});

Deno.test("hasStandIn() knows the stand-ins, and leaves other texts alone", () => {
  for (
    const text of ["[Function]", "[Class A]", "[Circular]", "[Uint8Array 12 bytes]", '[P {"x":1}]']
  ) expect(hasStandIn({ a: [text] })).toBe(true);
  for (const text of ["[Note]", "[1,2]", "a [Function]", "", "[see p. 12]"]) {
    expect(hasStandIn(text)).toBe(false);
  }
});
