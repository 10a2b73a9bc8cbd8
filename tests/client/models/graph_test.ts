import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { createGraph } from "@/client/models/graph.ts";
import { AT, edge, edgesOf, listOf } from "../../helpers/graphs.ts";
import { add, findOp, greet } from "../../helpers/ops.ts";

describe("GraphModel.addNode()", () => {
  it("makes ids from names and selects the new node alone", () => {
    const graph = createGraph({ findOp });
    expect(graph.addNode("functionNode", { ...AT, op: add })).toBe("add_1");
    expect(graph.addNode("functionNode", { ...AT, op: add })).toBe("add_2");
    expect(graph.addNode("variableNode", AT)).toBe("variable_1");
    expect(graph.nodes.value.map(({ selected }) => !!selected)).toEqual([false, false, true]);
    expect(graph.selected.value?.id).toBe("variable_1");
  });

  it("gives a function node its op, and false where a checkbox shows false", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: greet });
    expect(graph.nodes.value[0].data).toEqual({
      functionName: "greet",
      pack: "basic",
      values: { loud: false },
    });
  });

  it("throws when a function node has no op", () => {
    expect(() => createGraph({ findOp }).addNode("functionNode", AT)).toThrow("needs an op");
  });

  it("puts a node without a position into the middle of the view, and the next beside it", () => {
    const graph = createGraph({ findOp });
    graph.size.value = { width: 1000, height: 800 };
    graph.viewport.value = { x: 100, y: 0, zoom: 2 };
    graph.addNode("viewNode");
    graph.addNode("viewNode");
    const [first, second] = graph.nodes.value.map(({ position }) => position);
    // A view that shows nothing is 300 wide and about 104 high.
    expect(first).toEqual({ x: 200 - 150, y: 200 - 52 });
    const apart = Math.abs(second.x - first.x) >= 300 || Math.abs(second.y - first.y) >= 104;
    expect(apart).toBe(true);
  });
});

describe("GraphModel.setValue()", () => {
  it("sets and unsets a parameter, and leaves the other nodes the same objects", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: add });
    graph.addNode("functionNode", { ...AT, op: add });
    const [, other] = graph.nodes.value;
    graph.setValue("add_1", "a", 5);
    expect(graph.nodes.value[0].data).toMatchObject({ values: { a: 5 } });
    expect(graph.nodes.value[1]).toBe(other);
    graph.setValue("add_1", "a", undefined);
    expect(graph.nodes.value[0].data).toMatchObject({ values: {} });
    expect(Object.keys(Object(graph.nodes.value[0].data).values)).toEqual([]);
  });

  it("takes any name for a parameter", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { ...AT, op: add });
    graph.setValue("add_1", "__proto__", 1);
    expect(JSON.stringify(graph.toWorkflow().nodes[0].data)).toContain('"__proto__":1');
  });
});

describe("GraphModel.updateData()", () => {
  it("changes fields, takes undefined ones away and renames the node for screen readers", () => {
    const graph = createGraph({ findOp });
    const id = graph.addNode("variableNode", AT);
    graph.updateData(id, { variableName: "price", llmMessageFormat: true });
    expect(graph.nodes.value[0].ariaLabel).toBe("price, variable node");
    graph.updateData(id, { llmMessageFormat: undefined });
    expect("llmMessageFormat" in graph.nodes.value[0].data).toBe(false);
  });
});

describe("GraphModel.selected", () => {
  it("is the one selected node, and stays the same object while that is dragged", () => {
    const graph = createGraph({ findOp });
    const one = graph.addNode("viewNode", AT);
    const two = graph.addNode("viewNode", AT);
    expect(graph.selected.value?.id).toBe(two);
    graph.applyNodeChanges([{ type: "select", id: two, selected: false }, {
      type: "select",
      id: one,
      selected: true,
    }]);
    const selected = graph.selected.value;
    expect(selected?.id).toBe(one);
    graph.applyNodeChanges([{ type: "position", id: one, position: { x: 9, y: 9 } }]);
    expect(graph.selected.value).toBe(selected);
    graph.updateData(one, { label: "Sum" });
    expect(graph.selected.value?.data).toEqual({ label: "Sum" });
    graph.selectAll();
    expect(graph.selected.value).toBeUndefined();
  });
});

describe("GraphModel.updateData()", () => {
  it("calls a new label by the old one, letter by letter", () => {
    const graph = createGraph({ findOp });
    const one = graph.addNode("functionNode", { op: add });
    for (const label of ["S", "Su", "Sum"]) graph.updateData(one, { label });
    expect(graph.undoName.value).toBe("rename add");
  });
});

describe("GraphModel.cutSelected()", () => {
  it("is one step that says so", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { op: add });
    graph.cutSelected();
    expect([graph.nodes.value, graph.undoName.value]).toEqual([[], "cut add"]);
    graph.undo();
    expect(graph.nodes.value.map(({ id }) => id)).toEqual(["add_1"]);
  });
});

describe("GraphModel.removeSelected()", () => {
  it("removes nodes with their edges, and edges that are selected alone", () => {
    const { graph, list, variables } = listOf(3);
    graph.applyNodeChanges(
      graph.nodes.value.map(({ id }) => ({ type: "select", id, selected: id === variables[0] })),
    );
    graph.applyEdgeChanges([{ type: "select", id: graph.edges.value[2].id, selected: true }]);
    graph.removeSelected();
    expect(graph.nodes.value.map(({ id }) => id)).toEqual([list, variables[1], variables[2]]);
    expect(edgesOf(graph)).toEqual([`${variables[1]}.output → ${list}.input-0`]);
  });
});

describe("GraphModel.duplicateSelected()", () => {
  it("copies nodes and the edges between them under new ids", () => {
    const { graph } = listOf(1);
    graph.selectAll();
    graph.duplicateSelected();
    expect(graph.nodes.value.map(({ id }) => id)).toEqual([
      "list_1",
      "variable_1",
      "list_2",
      "variable_2",
    ]);
    expect(edgesOf(graph)).toEqual([
      "variable_1.output → list_1.input-0",
      "variable_2.output → list_2.input-0",
    ]);
    expect(graph.nodes.value.filter(({ selected }) => selected).map(({ id }) => id)).toEqual([
      "list_2",
      "variable_2",
    ]);
    graph.updateData("variable_2", { variableValue: "changed" });
    expect(graph.nodes.value[1].data).toMatchObject({ variableValue: "" });
  });
});

describe("GraphModel.insert()", () => {
  it("adds what selectedWorkflow() gave under new ids, beside what is there", () => {
    const { graph } = listOf(2);
    graph.applyNodeChanges([
      { type: "select", id: "variable_2", selected: false },
      { type: "select", id: "variable_1", selected: true },
      { type: "select", id: "list_1", selected: true },
    ]);
    const part = graph.selectedWorkflow();
    expect(part.nodes.map(({ id }) => id)).toEqual(["list_1", "variable_1"]);
    expect(part.edges.length).toBe(1);
    graph.insert(JSON.parse(JSON.stringify(part)));
    expect(edgesOf(graph)).toEqual([
      "variable_1.output → list_1.input-0",
      "variable_2.output → list_1.input-1",
      "variable_3.output → list_2.input-0",
    ]);
    expect(graph.selectedWorkflow().nodes.map(({ id }) => id)).toEqual(["list_2", "variable_3"]);
  });
});

describe("GraphModel.load() and toWorkflow()", () => {
  it("give back what was loaded, without what React Flow adds", () => {
    const graph = createGraph({ findOp });
    graph.addNode("functionNode", { position: { x: 1, y: 2 }, op: add });
    graph.setValue("add_1", "a", "5");
    const view = graph.addNode("viewNode", AT);
    graph.connect(edge("add_1", view, "input"));
    graph.applyNodeChanges([
      { type: "dimensions", id: view, dimensions: { width: 300, height: 90 } },
    ]);
    graph.viewport.value = { x: 3, y: 4, zoom: 0.5 };
    const saved = JSON.parse(JSON.stringify(graph.toWorkflow()));
    expect(saved).toEqual({
      version: 1,
      nodes: [
        {
          id: "add_1",
          type: "functionNode",
          position: { x: 1, y: 2 },
          data: { functionName: "add", pack: "basic", values: { a: "5" } },
        },
        { id: "view_1", type: "viewNode", position: { x: 0, y: 0 }, data: {} },
      ],
      edges: [{
        id: "edge_1",
        source: "add_1",
        sourceHandle: "output",
        target: "view_1",
        targetHandle: "input",
      }],
      viewport: { x: 3, y: 4, zoom: 0.5 },
    });
    const other = createGraph({ findOp });
    other.load(saved);
    expect(JSON.parse(JSON.stringify(other.toWorkflow()))).toEqual(saved);
    expect(other.viewport.value).toEqual({ x: 3, y: 4, zoom: 0.5 });
    expect(other.fitRequests.value).toBe(0);
  });

  it("ask for the whole graph to be shown when there is no viewport, and can be undone", () => {
    const graph = createGraph({ findOp });
    graph.addNode("viewNode", AT);
    graph.load({ version: 1, name: "Sums", nodes: [], edges: [] });
    expect(graph.fitRequests.value).toBe(1);
    expect(graph.toWorkflow().name).toBe("Sums");
    graph.undo();
    expect(graph.nodes.value.map(({ id }) => id)).toEqual(["view_1"]);
    expect(graph.toWorkflow().name).toBeUndefined();
  });

  it("clear() leaves nothing, and can be undone", () => {
    const { graph } = listOf(2);
    graph.clear();
    expect([graph.nodes.value, graph.edges.value]).toEqual([[], []]);
    graph.undo();
    expect(graph.nodes.value.length).toBe(3);
  });
});

describe("GraphModel.applyNodeChanges()", () => {
  it("removes edges with the nodes that React Flow says are gone", () => {
    const { graph, variables } = listOf(2);
    graph.applyNodeChanges([{ type: "remove", id: variables[0] }]);
    expect(edgesOf(graph)).toEqual([`${variables[1]}.output → list_1.input-0`]);
  });

  it("touches only the nodes that change", () => {
    const graph = createGraph({ findOp });
    graph.load({
      version: 1,
      nodes: Array.from({ length: 5000 }, (_, i) => ({
        id: `n${i}`,
        type: "viewNode" as const,
        position: { x: i, y: 0 },
        data: {},
      })),
      edges: [],
    });
    const before = graph.nodes.value;
    graph.applyNodeChanges([{ type: "position", id: "n7", position: { x: 1, y: 1 } }]);
    const changed = graph.nodes.value.filter((node, index) => node !== before[index]);
    expect(changed.map(({ id }) => id)).toEqual(["n7"]);
  });
});
