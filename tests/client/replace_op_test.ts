import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { renameParam, replaceOp } from "@/client/replace_op.ts";
import { createGraph } from "@/client/models/graph.ts";
import { AT, edge, edgesOf } from "../helpers/graphs.ts";
import { add, findOp, greet } from "../helpers/ops.ts";

function data(graph: ReturnType<typeof createGraph>, id: string) {
  return graph.nodes.value.find((node) => node.id === id)?.data;
}

describe("replaceOp()", () => {
  it("keeps values and edges that fit, and those of names that are nearly right", () => {
    const graph = createGraph({ findOp });
    const one = graph.addNode("functionNode", { ...AT, op: add });
    const old = graph.addNode("functionNode", { ...AT, op: { ...greet, name: "greeet" } });
    const shown = graph.addNode("viewNode", AT);
    graph.connect(edge(one, old, "name"));
    graph.connect(edge(old, shown, "input"));
    graph.setValue(old, "greting", "Hi");
    graph.setValue(old, "elsewhere", 1);
    graph.edit("replace", (flow) => replaceOp(flow, old, greet));
    expect(data(graph, old)).toMatchObject({
      functionName: greet.name,
      pack: greet.pack,
      values: { greeting: "Hi" },
    });
    expect(edgesOf(graph)).toEqual([
      `${one}.output → ${old}.name`,
      `${old}.output → ${shown}.input`,
    ]);
    graph.undo();
    expect(data(graph, old)).toMatchObject({ functionName: "greeet", values: { elsewhere: 1 } });
  });

  it("leaves a graph alone that has no such node", () => {
    const flow = { nodes: [], edges: [] };
    expect(replaceOp(flow, "gone", add)).toBe(flow);
  });
});

Deno.test("renameParam() moves the value and the edge of a parameter", () => {
  const graph = createGraph({ findOp });
  const one = graph.addNode("functionNode", { ...AT, op: add });
  const two = graph.addNode("functionNode", { ...AT, op: add });
  graph.setValue(two, "bb", 2);
  graph.edit("rename", (flow) => renameParam(flow, two, "bb", "b"));
  expect(data(graph, two)).toMatchObject({ values: { b: 2 } });
  expect(data(graph, two)).not.toHaveProperty("values.bb");
  graph.connect(edge(one, two, "aa"));
  graph.edit("rename", (flow) => renameParam(flow, two, "aa", "a"));
  expect(edgesOf(graph)).toEqual([`${one}.output → ${two}.a`]);
});
