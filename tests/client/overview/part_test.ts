import { expect } from "@std/expect";
import type { EditorEdge, EditorNode } from "@/client/flow.ts";
import { type Part, partFar, partNear, samePart, tabStops } from "@/client/overview/part.ts";
import { createScene } from "@/client/overview/scene.ts";

const NOBODY: ReadonlySet<string> = new Set();
const VIEW = { x: -10, y: -10, width: 220, height: 100 };

/** Nodes in a row, 200 apart; each is connected with the next. */
function row(count: number, more: (i: number) => object = () => ({})) {
  const nodes = Array.from({ length: count }, (_, i) => {
    const measured = { width: 100, height: 50 };
    const position = { x: i * 200, y: 0 };
    return {
      id: `n${i}`,
      type: "viewNode",
      position,
      data: {},
      measured,
      ...more(i),
    } as EditorNode;
  });
  const edges: EditorEdge[] = nodes.slice(1).map(({ id }, i) => ({
    ...{ id: `e${i}`, source: `n${i}`, target: id },
  }));
  return createScene(nodes, edges);
}

const idsOf = ({ nodes, edges }: Part) => [...nodes, ...edges].map(({ id }) => id);

Deno.test("partNear() gives what is in the box, its wires, and what these lead to", () => {
  expect(idsOf(partNear(row(6), VIEW, NOBODY))).toEqual(["n0", "n1", "n2", "e0", "e1"]);
  expect(idsOf(partNear(row(6), VIEW, new Set(["n5"])))).toContain("n5");
});

Deno.test("partNear() gives wires that only cross the box", () => {
  const scene = createScene(row(3).nodes, [{ id: "long", source: "n0", target: "n2" }]);
  const box = { x: 120, y: 0, width: 50, height: 60 };
  expect(idsOf(partNear(scene, box, NOBODY))).toEqual(["n0", "n2", "long"]);
});

Deno.test("partFar() gives what hands are at, with straight wires, and notes in view", () => {
  const scene = row(
    6,
    (i) => i === 0 ? { type: "noteNode", data: { width: 100, height: 50 } } : {},
  );
  const part = partFar(scene, VIEW, new Set(["n3", "n4"]));
  expect(idsOf(part)).toEqual(["n0", "n3", "n4", "e3"]);
  expect(part.edges[0].type).toBe("straight");
  // The same objects: to React Flow another object is another edge.
  expect(partFar(scene, VIEW, new Set(["n3", "n4"])).edges[0]).toBe(part.edges[0]);
});

Deno.test("partFar() gives all that is selected, more than a few of it hidden", () => {
  const part = partFar(row(40, () => ({ selected: true })), VIEW, NOBODY);
  expect(part.nodes.length).toBe(40);
  const shown = part.nodes.filter(({ hidden }) => !hidden);
  expect(shown.length).toBeLessThan(20);
  expect(shown.length).toBeGreaterThan(0);
});

Deno.test("samePart() keeps what has not changed", () => {
  const scene = row(6);
  const last = partNear(scene, VIEW, NOBODY);
  expect(samePart(partNear(scene, VIEW, NOBODY), last)).toBe(last);
  const next = samePart(partNear(scene, VIEW, new Set(["n5"])), last);
  expect(next.nodes).not.toBe(last.nodes);
});

Deno.test("tabStops() are the nodes in view before and after the one that has the focus", () => {
  const all = { x: 0, y: 0, width: 2000, height: 100 };
  expect(tabStops(row(6), all, "n3")).toEqual(["n2", "n4"]);
  expect(tabStops(row(6), all, undefined)).toEqual(["n0", "n5"]);
  expect(tabStops(row(6), VIEW, "n0")).toEqual(["n1"]);
  expect(tabStops(row(6), VIEW, "n5")).toEqual(["n1"]);
});
