import { expect } from "@std/expect";
import { align, distribute } from "@/client/arrange/align.ts";
import { reach } from "@/client/arrange/reach.ts";
import { walk } from "@/client/arrange/walk.ts";
import { bestFit, removeHealing, splice } from "@/client/arrange/wires.ts";
import { createNodeSearch, openWire, variableTypeFor } from "@/client/find_nodes.ts";
import { contentsOf } from "@/client/models/follow.ts";
import { createGraph, type GraphModel } from "@/client/models/graph.ts";
import { edge, edgesOf } from "../../helpers/graphs.ts";
import { add, divmod, findOp, greet, op, param, total } from "../../helpers/ops.ts";

function graphOf(...places: [x: number, y: number][]): GraphModel {
  const graph = createGraph({ findOp });
  for (const [x, y] of places) graph.addNode("functionNode", { op: add, position: { x, y } });
  graph.selectAll();
  return graph;
}

function flow(graph: GraphModel) {
  return { nodes: graph.nodes.value, edges: graph.edges.value };
}

function places(nodes: ReturnType<typeof flow>["nodes"]): [number, number][] {
  return nodes.map(({ position: { x, y } }) => [x, y]);
}

Deno.test("align() brings selected nodes to one side, and the rest stays", () => {
  const graph = graphOf([0, 0], [100, 50], [300, 90]);
  graph.select(new Set(["add_1", "add_2"]));
  expect(places(align(flow(graph), "right").nodes)).toEqual([[100, 0], [100, 50], [300, 90]]);
  expect(places(align(flow(graph), "top").nodes)).toEqual([[0, 0], [100, 0], [300, 90]]);
  graph.select(new Set(["add_1"]));
  expect(align(flow(graph), "left")).toEqual(flow(graph));
});

Deno.test("distribute() makes the room between nodes the same", () => {
  const graph = graphOf([0, 0], [900, 0], [300, 0]);
  expect(places(distribute(flow(graph), "across").nodes)).toEqual([[0, 0], [900, 0], [450, 0]]);
});

Deno.test("removeHealing() connects what came before with what comes after", () => {
  const graph = graphOf([0, 0], [1, 0], [2, 0]);
  graph.connect(edge("add_1", "add_2", "b"));
  graph.connect(edge("add_2", "add_3", "a"));
  graph.edit("heal", (now) => removeHealing(now, new Set(["add_2"]), findOp));
  expect(edgesOf(graph)).toEqual(["add_1.output → add_3.a"]);
  expect(graph.nodes.value).toHaveLength(2);
  graph.undo();
  expect(edgesOf(graph)).toEqual(["add_1.output → add_2.b", "add_2.output → add_3.a"]);
});

Deno.test("splice() puts a node into a wire by what fits, and only one without wires", () => {
  const graph = graphOf([0, 0], [1, 0], [2, 0]);
  graph.connect(edge("add_1", "add_2", "b"));
  const id = graph.edges.value[0].id;
  expect(splice(flow(graph), "add_2", id, findOp)).toBe(undefined);
  graph.edit("splice", (now) => splice(now, "add_3", id, findOp) ?? now);
  expect(edgesOf(graph)).toEqual(["add_1.output → add_3.a", "add_3.output → add_2.b"]);
  const list = graph.addNode("functionNode", { op: total, position: { x: 0, y: 0 } });
  expect(splice(flow(graph), list, id, findOp)).toBe(undefined);
});

Deno.test("bestFit() takes a free input before one that is taken", () => {
  const graph = graphOf([0, 0], [1, 0]);
  const from = { nodeId: "add_1", id: "output", type: "source" as const };
  const fit = () => bestFit(from, graph.nodes.value[1], flow(graph), findOp)?.handle;
  expect(fit()).toBe("a");
  graph.connect(edge("add_1", "add_2", "a"));
  expect(fit()).toBe("b");
});

Deno.test("reach() follows wires up and down", () => {
  const graph = graphOf([0, 0], [1, 0], [2, 0], [3, 0]);
  graph.connect(edge("add_1", "add_2", "a"));
  graph.connect(edge("add_2", "add_3", "a"));
  expect([...reach(["add_2"], graph.edges.value, "down")]).toEqual(["add_2", "add_3"]);
  expect([...reach(["add_3"], graph.edges.value, "up")]).toEqual(["add_3", "add_2", "add_1"]);
});

Deno.test("walk() goes along wires, among siblings, and else to the nearest", () => {
  const graph = graphOf([0, 0], [400, 0], [400, 300], [0, 900]);
  graph.connect(edge("add_1", "add_2", "a"));
  graph.connect(edge("add_1", "add_3", "a"));
  const go = (from: string, way: "left" | "right" | "up" | "down") => walk(flow(graph), from, way);
  expect(go("add_1", "right")).toBe("add_2");
  expect(go("add_2", "down")).toBe("add_3");
  expect(go("add_3", "left")).toBe("add_1");
  expect(go("add_1", "down")).toBe("add_4");
  expect(go("add_1", "left")).toBe(undefined);
});

Deno.test("a group moves what lies in it, and the points of wires between", () => {
  const graph = graphOf([20, 60], [200, 60], [2000, 0]);
  graph.connect(edge("add_1", "add_2", "a"));
  const points = [{ x: 150, y: 200 }];
  graph.edit("point", (now) => ({
    nodes: now.nodes,
    edges: now.edges.map((one) => ({ ...one, type: "led", data: { points } })),
  }));
  const id = graph.addNode("groupNode", { position: { x: 0, y: 0 } });
  const group = graph.nodes.value.find((node) => node.id === id)!;
  expect(contentsOf(group, graph.nodes.value)).toEqual(["add_1", "add_2"]);
  for (const x of [10, 50, 100]) {
    graph.applyNodeChanges([{ type: "position", id, position: { x, y: 5 }, dragging: x < 100 }]);
  }
  expect(places(graph.nodes.value)).toEqual([[120, 65], [300, 65], [2000, 0], [100, 5]]);
  expect(graph.edges.value[0].data?.points).toEqual([{ x: 250, y: 205 }]);
  expect(graph.undoName.value).toBe("move Group");
  graph.undo();
  expect(places(graph.nodes.value)).toEqual([[20, 60], [200, 60], [2000, 0], [0, 0]]);
});

Deno.test("the search finds by name, docstring, pack and type, and has what fits first", () => {
  const ops = [
    { ...greet, docstring: "Says hello." },
    total,
    add,
    divmod,
    op("mix", [
      param("colour", "dict"),
    ], { pack: "paint" }),
  ];
  const names = (query: string) => createNodeSearch(ops)(query).map(({ item }) => item.name);
  expect(names("hello")).toEqual(["greet"]);
  expect(names("paint")).toEqual(["mix"]);
  expect(names("colour dict")).toEqual(["mix"]);
  const graph = createGraph({ findOp });
  const list = graph.addNode("listNode", { position: { x: 0, y: 0 } });
  const end = { nodeId: list, id: "output", type: "source" as const };
  const found = createNodeSearch(ops, openWire(end, graph.nodes.value, findOp))("");
  expect(found.filter(({ fit }) => fit === 2).map(({ item }) => item.name)).toContain("total");
  expect(found.at(-1)?.fit).toBe(0);
  const input = graph.addNode("functionNode", { op: total, position: { x: 0, y: 0 } });
  const wire = openWire(
    { nodeId: input, id: "numbers", type: "target" },
    graph.nodes.value,
    findOp,
  );
  expect(variableTypeFor(wire)).toBe("List");
});
