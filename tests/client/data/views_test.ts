import { expect } from "@std/expect";
import { mediaKind, viewsOf } from "@/client/data/views.ts";

Deno.test("viewsOf() begins with what fits best", () => {
  expect(viewsOf([{ a: 1, b: "x" }, { a: 2, b: "y" }])).toEqual(["table", "tree", "plot", "code"]);
  expect(viewsOf([[1, 2], [3, 4]])).toEqual(["table", "tree", "plot", "code"]);
  expect(viewsOf([1, "a", { b: 2 }])).not.toContain("table");
  expect(viewsOf([null, { b: 2 }])[0]).toBe("table");
  expect(viewsOf({ a: { b: "c" } })).toEqual(["tree", "code"]);
  expect(viewsOf({ a: 1, b: 2 })).toEqual(["tree", "plot", "code"]);
  expect(viewsOf("# Title")).toEqual(["text", "markdown"]);
  expect(viewsOf("data:image/png;base64,AA==")).toEqual(["image", "text"]);
  expect(viewsOf("data:audio/wav;base64,AA==")).toEqual(["media", "text"]);
  for (const plain of [5, true, null, [], {}]) expect(viewsOf(plain)).toEqual(["text"]);
});

Deno.test("mediaKind() knows data URLs, and no address elsewhere", () => {
  expect(mediaKind("data:audio/mpeg;base64,AA==")).toBe("audio");
  expect(mediaKind("data:video/mp4,x")).toBe("video");
  expect(mediaKind("https://example.com/a.mp4")).toBeUndefined();
  expect(mediaKind("data:text/html,<b>")).toBeUndefined();
});
