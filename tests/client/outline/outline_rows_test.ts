import { expect } from "@std/expect";
import { outlineRows, sameRows } from "@/client/outline/outline_rows.ts";
import { toFlow } from "@/client/flow.ts";
import { fn, number, view, wire } from "../../helpers/hands_page.ts";
import type { WorkflowNode } from "@/engine/core/workflow.ts";

function group(id: string, x: number, y: number, size: number): WorkflowNode {
  const data = { label: id, width: size, height: size, color: "grey" as const };
  return { id, type: "groupNode", position: { x, y }, data };
}

function note(id: string, x: number, y = 0): WorkflowNode {
  const data = { text: id, width: 100, height: 80, color: "yellow" as const };
  return { id, type: "noteNode", position: { x, y }, data };
}

function rowsOf(nodes: WorkflowNode[], edges: ReturnType<typeof wire>[] = []) {
  return outlineRows(toFlow({ nodes, edges }));
}

/** `1 a` for a node, `[g]` for a group, `(n)` for a note; two spaces for each group around it. */
function lines(...of: Parameters<typeof rowsOf>): string[] {
  return rowsOf(...of).map(({ id, kind, depth, place }) => {
    const name = kind === "node" ? `${place} ${id}` : kind === "group" ? `[${id}]` : `(${id})`;
    return "  ".repeat(depth) + name;
  });
}

Deno.test("outlineRows() lists nodes in the order in which they run", () => {
  const nodes = [view("c", 0), fn("b", 0), number("a", 0)];
  expect(lines(nodes, [wire("a", "b", "a"), wire("b", "c", "input")])).toEqual([
    "1 a",
    "2 b",
    "3 c",
  ]);
});

Deno.test("outlineRows() puts a group where the first of its nodes has its turn", () => {
  const nodes = [
    number("a", 2000),
    fn("b", 100, 100),
    fn("d", 100, 300),
    view("c", 3000),
    group("g", 0, 0, 800),
    note("n", 120, 120),
    note("far", 5000),
  ];
  const edges = [wire("a", "b", "a"), wire("b", "c", "input"), wire("c", "d", "a")];
  expect(lines(nodes, edges)).toEqual([
    "1 a",
    "[g]",
    "  2 b",
    "  4 d",
    "  (n)",
    "3 c",
    "(far)",
  ]);
  expect(rowsOf(nodes, edges).find(({ id }) => id === "g")?.count).toBe(3);
});

Deno.test("outlineRows() nests groups, and keeps those that are empty at the end", () => {
  const nodes = [
    group("empty", 4000, 0, 300),
    group("inner", 100, 100, 500),
    group("outer", 0, 0, 1500),
    fn("b", 150, 150),
    fn("a", 900, 900),
  ];
  expect(lines(nodes, [wire("b", "a", "a")])).toEqual([
    "[outer]",
    "  [inner]",
    "    1 b",
    "  2 a",
    "[empty]",
  ]);
});

Deno.test("outlineRows() leaves a graph with a cycle in the order of its nodes", () => {
  const nodes = [fn("a", 0), fn("b", 0), fn("c", 0)];
  const edges = [wire("b", "c", "a"), wire("c", "b", "a")];
  expect(lines(nodes, edges)).toEqual(["1 a", "2 b", "3 c"]);
});

Deno.test("sameRows() tells lists apart that differ in anything that is shown", () => {
  const of = (...nodes: WorkflowNode[]) => rowsOf(nodes);
  expect(sameRows(of(fn("a", 0)), of(fn("a", 500)))).toBe(true);
  expect(sameRows(of(fn("a", 0)), of(fn("b", 0)))).toBe(false);
  expect(sameRows(of(fn("a", 0)), of())).toBe(false);
  const alone = of(fn("a", 0), group("g", 2000, 0, 500));
  expect(sameRows(alone, of(fn("a", 2100, 50), group("g", 2000, 0, 500)))).toBe(false);
});
