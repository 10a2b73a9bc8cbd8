import { expect } from "@std/expect";
import { changeWords } from "@/client/outline/say_changes.ts";
import { shortValue } from "@/client/outline/short_value.ts";
import { type EditorEdge, toFlow } from "@/client/flow.ts";
import { fn, number, wire } from "../../helpers/hands_page.ts";

const nodes = toFlow({ nodes: [number("n", 0), fn("one", 0), fn("two", 0)], edges: [] }).nodes;
const edge = wire("n", "one", "a") as EditorEdge;

function words(
  before: [ids: number, edges: EditorEdge[]],
  now: [ids: number, edges: EditorEdge[]],
): string | undefined {
  const state = ([count, edges]: [number, EditorEdge[]]) => ({
    nodes: nodes.slice(0, count),
    edges,
  });
  return changeWords(state(before), state(now));
}

Deno.test("changeWords() says what came and went", () => {
  expect(words([1, []], [2, []])).toBe("add added. 2 nodes in all");
  expect(words([0, []], [3, []])).toBe("3 nodes added. 3 nodes in all");
  expect(words([2, []], [1, []])).toBe("add removed. 1 node in all");
  expect(words([2, []], [2, [edge]])).toBe("n connected to add · a");
  expect(words([2, [edge]], [2, []])).toBe("n no longer connected to add · a");
});

Deno.test("changeWords() says a node that comes with its wire in one, and not each wire that goes with a node", () => {
  expect(words([1, []], [2, [edge]])).toBe("add added, n connected to add · a. 2 nodes in all");
  expect(words([2, [edge]], [1, []])).toBe("add removed. 1 node in all");
});

Deno.test("changeWords() says nothing where values or places changed", () => {
  expect(words([2, [edge]], [2, [edge]])).toBeUndefined();
  const moved = nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } }));
  expect(changeWords({ nodes, edges: [] }, { nodes: moved, edges: [] })).toBeUndefined();
});

Deno.test("changeWords() names a part of an output", () => {
  const part = { ...edge, sourceHandle: "quotient" };
  expect(words([2, []], [2, [part]])).toBe("n · quotient connected to add · a");
});

Deno.test("shortValue() says any value in a few words", () => {
  expect(shortValue(15)).toBe("15");
  expect(shortValue(true)).toBe("true");
  expect(shortValue(null)).toBe("null");
  expect(shortValue("")).toBe("empty text");
  expect(shortValue("two\n  lines")).toBe("two lines");
  expect(shortValue("x".repeat(200))).toBe(`${"x".repeat(80)}…`);
  expect(shortValue([1, 2, 3])).toBe("list of 3");
  expect(shortValue({ a: 1 })).toBe("dict of 1");
  expect(shortValue({ $preview: true, type: "list", size: 32_000, text: "[" })).toBe("list, 32 kB");
  expect(shortValue(`data:image/png;base64,${"A".repeat(2000)}`)).toBe("image, 2 kB");
});
