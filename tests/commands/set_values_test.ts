import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { setValues } from "../../commands/set_values.ts";
import { parseWorkflow } from "../../engine/core/parse_workflow.ts";
import type { Workflow } from "../../engine/core/workflow.ts";
import { testCatalog, testOp } from "../helpers/test_catalog.ts";

const CATALOG = testCatalog([
  testOp("add", {
    params: [
      { name: "a", type: "float", ts_type: "number" },
      { name: "b", type: "float", ts_type: "number" },
    ],
  }),
]);

const variable = { variableType: "Number", variableValue: 1 };
const position = { x: 0, y: 0 };

function workflow(): Workflow {
  return parseWorkflow({
    version: 1,
    nodes: [
      {
        ...{ id: "n", type: "functionNode", position },
        data: { functionName: "add", label: "Sum", values: { a: 1 } },
      },
      { id: "x.1", type: "variableNode", position, data: { variableName: "first", ...variable } },
      { id: "x2", type: "variableNode", position, data: { variableName: "twin", ...variable } },
      { id: "x3", type: "variableNode", position, data: { variableName: "twin", ...variable } },
      { id: "v", type: "viewNode", position, data: {} },
    ],
    edges: [],
  }).workflow;
}

function set(...settings: string[]): Record<string, unknown> {
  const one = workflow();
  setValues(one, settings, CATALOG);
  return Object.fromEntries(one.nodes.map(({ id, data }) => [id, data]));
}

describe("setValues()", () => {
  it("sets parameters by the node's id or label", () => {
    expect(set("n.b=2", "Sum.a=x=y.z")).toMatchObject({ n: { values: { a: "x=y.z", b: "2" } } });
  });

  it("sets a variable by its id or name, ids with dots too", () => {
    expect(set("x.1.value=5", "x2.variableValue=7")).toMatchObject({
      "x.1": { variableValue: "5" },
      x2: { variableValue: "7" },
    });
    expect(set("first.value=")).toMatchObject({ "x.1": { variableValue: "" } });
  });

  const bad: [setting: string, reason: RegExp][] = [
    ["n.b", /form node\.param=value/],
    ["n=2", /form node\.param=value/],
    [".b=2", /form node\.param=value/],
    ["m.b=2", /no node "m"\. Nodes: n, x\.1, x2, x3, v/],
    ["twin.value=2", /x2, x3/],
    ["n.c=2", /parameters a, b/],
    ["x2.size=2", /set x2\.value/],
    ["v.input=2", /no values of its own/],
  ];
  for (const [setting, reason] of bad) {
    it(`refuses ${setting}`, () => {
      expect(() => set(setting)).toThrow(reason);
      expect(() => set(setting)).toThrow(`--set ${setting}`);
    });
  }
});
