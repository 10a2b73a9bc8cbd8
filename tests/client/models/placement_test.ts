import { expect } from "@std/expect";
import type { EditorNode } from "@/client/flow.ts";
import { freePosition } from "@/client/models/placement.ts";

const SIZE = { width: 1000, height: 800 };
const VIEW = { x: 0, y: 0, zoom: 1 };

function node(x: number, y: number, width = 240, height = 160): EditorNode {
  return {
    id: `${x},${y}`,
    type: "viewNode",
    position: { x, y },
    data: {},
    measured: { width, height },
  };
}

Deno.test("freePosition() is the middle of what is seen", () => {
  expect(freePosition([], VIEW, SIZE)).toEqual({ x: 380, y: 320 });
  expect(freePosition([], { x: -1000, y: 0, zoom: 0.5 }, SIZE)).toEqual({ x: 2880, y: 720 });
});

Deno.test("freePosition() finds places for many nodes, none on another", () => {
  const nodes: EditorNode[] = [];
  for (let i = 0; i < 40; i++) {
    const { x, y } = freePosition(nodes, VIEW, SIZE);
    const hit = nodes.find(({ position }) =>
      Math.abs(position.x - x) < 240 && Math.abs(position.y - y) < 160
    );
    expect(hit).toBeUndefined();
    nodes.push(node(x, y));
  }
});

Deno.test("freePosition() goes beside what is there when all around is taken", () => {
  const all = node(-50_000, -50_000, 100_000, 100_000);
  const first = freePosition([all], VIEW, SIZE);
  const second = freePosition([all, node(first.x, first.y)], VIEW, SIZE);
  expect(second).toEqual({ x: first.x + 32, y: first.y + 32 });
});

Deno.test("freePosition() has room for a node that is taller than others", () => {
  const own = { width: 240, height: 500 };
  const { x, y } = freePosition([node(380, 100)], VIEW, SIZE, own);
  // Not in the middle, from where it would reach up into the other.
  expect(y >= 260 || x >= 620 || x + own.width <= 380).toBe(true);
});
