import { expect } from "@std/expect";
import type { EditorNode } from "@/client/flow.ts";
import { type Looks, paint, type Palette, type Pen, shortened } from "@/client/overview/paint.ts";
import { createScene } from "@/client/overview/scene.ts";

const KINDS = {
  functionNode: "blue",
  variableNode: "purple",
  listNode: "orange",
  viewNode: "green",
  noteNode: "yellow",
  groupNode: "grey",
};
const PALETTE: Palette = {
  ...{ surface: "white", text: "black", accent: "accent", danger: "danger", edge: "edge" },
  ...{ kinds: KINDS, grounds: KINDS, papers: {}, types: { float: "float" }, font: "sans" },
  states: { completed: "completed" },
};

/** A pen that notes what it does. */
function notingPen() {
  const texts: string[] = [];
  const frames: unknown[] = [];
  const strokes: unknown[] = [];
  let lines = 0;
  const pen = {
    ...{ fillStyle: "", strokeStyle: "", lineWidth: 0, globalAlpha: 1, font: "" },
    textBaseline: "middle" as const,
    fillRect() {},
    strokeRect: () => void frames.push(pen.strokeStyle),
    fillText: (text: string) => void texts.push(text),
    beginPath: () => void (lines = 0),
    moveTo() {},
    lineTo: () => void lines++,
    stroke: () => void strokes.push([pen.strokeStyle, lines]),
  };
  return { pen: pen as unknown as Pen, texts, frames, strokes };
}

function scene() {
  const at = (id: string, x: number, more: object = {}) =>
    ({
      ...{ id, type: "viewNode", position: { x, y: 0 }, data: {} },
      ...{ measured: { width: 260, height: 160 }, ...more },
    }) as EditorNode;
  return createScene(
    [at("a", 0), at("b", 300, { selected: true }), at("c", 600), at("away", 90_000)],
    [
      { id: "ab", source: "a", target: "b" },
      { id: "bc", source: "b", target: "c" },
      { id: "ac", source: "a", target: "c" },
    ],
  );
}

const looks: Looks = {
  palette: PALETTE,
  title: ({ id }) => `title of ${id}`,
  state: (id) => id === "c" ? "completed" : undefined,
  isOff: () => false,
  edge: (id) => id === "ab" ? "refused" : "float",
};
const AREA = { width: 1000, height: 500 };

Deno.test("paint() shows titles as long as there is room, states, selection and types", () => {
  const near = notingPen();
  paint(near.pen, scene(), { x: 0, y: 0, zoom: 0.35 }, AREA, looks);
  expect(near.texts).toEqual(["title of a", "title of b", "title of c"]);
  expect(near.frames).toEqual(["green", "accent", "completed"]);
  expect(near.strokes).toEqual([["danger", 1], ["float", 2]]);
});

Deno.test("paint() leaves titles out where they would not fit", () => {
  const far = notingPen();
  paint(far.pen, scene(), { x: 0, y: 0, zoom: 0.05 }, AREA, looks);
  expect(far.texts).toEqual([]);
  expect(far.frames.length).toBe(3);
});

Deno.test("shortened() says that something is left out", () => {
  expect(shortened("add", 200, 10)).toBe("add");
  expect(shortened("a rather long title", 57, 10)).toBe("a rather …");
});
