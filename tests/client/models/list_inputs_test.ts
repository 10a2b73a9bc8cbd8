import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { compactListInputs } from "@/client/models/list_inputs.ts";
import { AT, edge, listOf } from "../../helpers/graphs.ts";

describe("lists", () => {
  it("shift the edges behind one that is removed", () => {
    const { graph, list, variables } = listOf(4);
    const [, second] = graph.edges.value;
    graph.disconnect(second.id);
    const inputs = graph.connections(list).value.inputs;
    expect([...inputs].map(([handle, { nodeId }]) => [handle, nodeId])).toEqual([
      ["input-0", variables[0]],
      ["input-1", variables[2]],
      ["input-2", variables[3]],
    ]);
  });

  it("shift when a node that feeds them is removed", () => {
    const { graph, list, variables } = listOf(3);
    graph.removeNodes([variables[0]]);
    const inputs = graph.connections(list).value.inputs;
    expect([...inputs.keys()]).toEqual(["input-0", "input-1"]);
    expect(inputs.get("input-0")?.nodeId).toBe(variables[1]);
  });

  it("have no gap when an edge goes to a handle further below", () => {
    const { graph, list } = listOf(1);
    const other = graph.addNode("variableNode", AT);
    graph.connect(edge(other, list, "input-7"));
    expect([...graph.connections(list).value.inputs.keys()]).toEqual(["input-0", "input-1"]);
  });

  it("replace the value of an input that is taken", () => {
    const { graph, list, variables } = listOf(2);
    const other = graph.addNode("variableNode", AT);
    graph.connect(edge(other, list, "input-0"));
    const inputs = graph.connections(list).value.inputs;
    expect(inputs.size).toBe(2);
    expect(inputs.get("input-0")?.nodeId).toBe(other);
    expect(inputs.get("input-1")?.nodeId).toBe(variables[1]);
  });
});

describe("compactListInputs()", () => {
  it("keeps the array and its edges when nothing moves", () => {
    const edges = [{ id: "e", source: "a", target: "l", targetHandle: "input-0" }];
    expect(compactListInputs(edges, () => true)).toBe(edges);
  });

  it("orders by number, counts other names as 0, and leaves other nodes alone", () => {
    const at = (id: string, target: string, targetHandle: string) => ({
      ...{ id, source: id, target, targetHandle },
    });
    const edges = [
      ...[at("a", "l", "input-10"), at("b", "l", "input-2"), at("c", "l", "input-0")],
      ...[at("d", "l", "bogus"), at("e", "view", "input")],
    ];
    const moved = compactListInputs(edges, (id) => id === "l");
    expect(moved.map(({ id, targetHandle }) => [id, targetHandle])).toEqual([
      ["a", "input-3"],
      ["b", "input-2"],
      ["c", "input-0"],
      ["d", "input-1"],
      ["e", "input"],
    ]);
  });
});
