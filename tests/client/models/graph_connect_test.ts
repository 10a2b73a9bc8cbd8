import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { createGraph } from "@/client/models/graph.ts";
import { AT, edge, edgesOf } from "../../helpers/graphs.ts";
import { add, divmod, findOp, total } from "../../helpers/ops.ts";

describe("GraphModel.connect()", () => {
  it("replaces the edge that the input has", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: add });
    const [one, two] = [graph.addNode("variableNode", AT), graph.addNode("variableNode", AT)];
    expect(graph.connect(edge(one, "add_1", "a"))).toEqual({ ok: true });
    expect(graph.connect(edge(one, "add_1", "b"))).toEqual({ ok: true });
    expect(graph.connect(edge(two, "add_1", "a"))).toEqual({ ok: true });
    expect(edgesOf(graph)).toEqual([
      "variable_1.output → add_1.b",
      "variable_2.output → add_1.a",
    ]);
  });

  it("refuses a cycle and a node's own input, with a reason", () => {
    const graph = createGraph({ findOp });
    for (let i = 0; i < 3; i++) graph.addNode("functionNode", { ...AT, op: add });
    graph.connect(edge("add_1", "add_2", "a"));
    graph.connect(edge("add_2", "add_3", "a"));
    expect(graph.connect(edge("add_3", "add_1", "a"))).toMatchObject({
      ok: false,
      reason: expect.stringContaining("cycle"),
    });
    expect(graph.connect(edge("add_1", "add_1", "a"))).toMatchObject({
      ok: false,
      reason: expect.stringContaining("itself"),
    });
    expect(graph.edges.value.length).toBe(2);
  });

  it("does not count the edge it replaces when it looks for a cycle", () => {
    const graph = createGraph({ findOp });
    for (let i = 0; i < 2; i++) graph.addNode("functionNode", { ...AT, op: add });
    const value = graph.addNode("variableNode", AT);
    graph.connect(edge("add_1", "add_2", "a"));
    graph.connect(edge(value, "add_2", "a"));
    expect(graph.connect(edge("add_2", "add_1", "a"))).toEqual({ ok: true });
  });

  it("refuses types that do not convert, naming both", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: add });
    graph.addNode("functionNode", { ...AT, op: divmod });
    const list = graph.addNode("listNode", AT);
    expect(graph.connect(edge(list, "add_1", "a"))).toEqual({
      ok: false,
      reason: '"a" takes a number, this is a list',
    });
    // The whole value is an object, its keys are numbers.
    expect(graph.connect(edge("divmod_numbers_1", "add_1", "a")).ok).toBe(false);
    expect(graph.connect(edge("divmod_numbers_1", "add_1", "a", "quotient")).ok).toBe(true);
  });

  it("goes by what a variable gives out: a message is an object", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: add });
    const text = graph.addNode("variableNode", AT);
    expect(graph.canConnect(edge(text, "add_1", "a")).ok).toBe(true);
    graph.updateData(text, { llmMessageFormat: true });
    expect(graph.canConnect(edge(text, "add_1", "a")).ok).toBe(false);
  });

  it("takes any value where the op is not known", () => {
    const graph = createGraph({ findOp: () => undefined });
    graph.addNode("functionNode", { ...AT, op: total });
    const list = graph.addNode("listNode", AT);
    expect(graph.connect(edge(list, "total_1", "numbers"))).toEqual({ ok: true });
  });
});

describe("GraphModel.reconnect()", () => {
  it("moves an edge, and keeps it where it is when the new place is refused", () => {
    const graph = createGraph({ findOp });
    for (let i = 0; i < 2; i++) graph.addNode("functionNode", { ...AT, op: add });
    const value = graph.addNode("variableNode", AT);
    graph.connect(edge(value, "add_1", "a"));
    graph.connect(edge("add_1", "add_2", "a"));
    const [first] = graph.edges.value;
    expect(graph.reconnect(first.id, edge(value, "add_1", "b"))).toEqual({ ok: true });
    expect(edgesOf(graph)).toContain("variable_1.output → add_1.b");
    expect(graph.edges.value.length).toBe(2);
    const second = graph.edges.value.find(({ target }) => target === "add_2");
    expect(graph.reconnect(second?.id ?? "", edge("add_2", "add_1", "a")).ok).toBe(true);
    const third = graph.edges.value.find(({ target }) => target === "add_1" && true);
    const before = graph.edges.value;
    expect(graph.reconnect(third?.id ?? "", edge("add_1", "add_1", "a")).ok).toBe(false);
    expect(graph.edges.value).toBe(before);
  });
});
