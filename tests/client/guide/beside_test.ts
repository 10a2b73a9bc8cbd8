import { expect } from "@std/expect";
import { beside } from "@/client/guide/beside.ts";

const PAGE = { width: 1000, height: 700 };
const BUBBLE = { width: 300, height: 200 };

Deno.test("beside() lies at the right where there is room", () => {
  const panel = { x: 0, y: 100, width: 260, height: 600 };
  expect(beside(panel, BUBBLE, PAGE)).toEqual({ left: 272, top: 300 });
});

Deno.test("beside() lies below, above or at the left where the right is too narrow", () => {
  const button = { x: 900, y: 10, width: 80, height: 30 };
  expect(beside(button, BUBBLE, PAGE)).toEqual({ left: 688, top: 52 });
  expect(beside({ ...button, y: 650 }, BUBBLE, PAGE)).toEqual({ left: 688, top: 438 });
  const tall = { x: 400, y: 0, width: 600, height: 700 };
  expect(beside(tall, BUBBLE, PAGE)).toEqual({ left: 88, top: 250 });
});

Deno.test("beside() lies upon what fills the page", () => {
  expect(beside({ x: 0, y: 0, ...PAGE }, BUBBLE, PAGE)).toEqual({ left: 350, top: 476 });
});

Deno.test("beside() never leaves the page", () => {
  const phone = { width: 360, height: 640 };
  const bar = { x: 0, y: 600, width: 60, height: 40 };
  const { left, top } = beside(bar, { width: 320, height: 200 }, phone);
  expect({ left, top }).toEqual({ left: 12, top: 388 });
  expect(beside({ x: 0, y: 0, ...phone }, { width: 400, height: 900 }, phone)).toEqual({
    left: 12,
    top: 12,
  });
});
