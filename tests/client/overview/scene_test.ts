import { expect } from "@std/expect";
import type { EditorEdge, EditorNode } from "@/client/flow.ts";
import { createScene, edgeAt, nodeAt, nodesWithin } from "@/client/overview/scene.ts";

function node(id: string, x: number, y: number, more: object = {}): EditorNode {
  const measured = { width: 100, height: 50 };
  return { id, type: "viewNode", position: { x, y }, data: {}, measured, ...more } as EditorNode;
}

function edge(source: string, target: string, more: object = {}): EditorEdge {
  return { id: `${source}-${target}`, source, target, sourceHandle: "output", ...more };
}

Deno.test("createScene() knows where nodes and the ends of wires are", () => {
  const handles = [{ id: "output", type: "source", x: 94, y: 10, width: 12, height: 12 }];
  const scene = createScene(
    [node("a", 0, 0, { handles }), node("b", 300, 100)],
    [edge("a", "b", { targetHandle: "input" }), edge("a", "gone")],
    new Map([["b", [{ id: "input", type: "target", y: 30, height: 10 }]]]),
  );
  expect([...scene.boxes]).toEqual([0, 0, 100, 50, 300, 100, 100, 50]);
  expect([...scene.wires.slice(0, 4)]).toEqual([100, 16, 300, 135]);
  expect([...scene.ends]).toEqual([0, 1, 0, -1]);
  expect(scene.bounds).toEqual({ x: 0, y: 0, width: 400, height: 150 });
  expect(createScene([], []).bounds).toBeUndefined();
});

Deno.test("nodeAt() gives the uppermost node; of groups their heads alone", () => {
  const data = { width: 500, height: 400, color: "blue" };
  const scene = createScene([
    node("group", -50, -50, { type: "groupNode", data }),
    node("a", 0, 0),
    node("b", 60, 20),
  ], []);
  expect(nodeAt(scene, { x: 80, y: 30 })).toBe("b");
  expect(nodeAt(scene, { x: 20, y: 30 })).toBe("a");
  expect(nodeAt(scene, { x: -20, y: -40 })).toBe("group");
  expect(nodeAt(scene, { x: -20, y: 100 })).toBeUndefined();
});

Deno.test("edgeAt() gives the nearest wire within reach, along its points too", () => {
  const nodes = [node("a", 0, 0), node("b", 300, 0), node("c", 300, 300)];
  const points = [{ x: 200, y: 500 }];
  const scene = createScene(nodes, [edge("a", "b"), edge("a", "c", { data: { points } })]);
  expect(edgeAt(scene, { x: 250, y: 27 }, 6)?.id).toBe("a-b");
  expect(edgeAt(scene, { x: 200, y: 498 }, 6)?.id).toBe("a-c");
  expect(edgeAt(scene, { x: 250, y: 60 }, 6)).toBeUndefined();
});

Deno.test("nodesWithin() takes what lies in a box as a whole", () => {
  const scene = createScene([node("a", 0, 0), node("b", 90, 0), node("c", 10, 200)], []);
  expect([...nodesWithin(scene, { x: -10, y: -10, width: 120, height: 80 })]).toEqual(["a"]);
});
