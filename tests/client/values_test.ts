import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import {
  childCount,
  describe,
  formatBytes,
  formatDuration,
  isImage,
  parsePreview,
  valueKind,
  valueText,
} from "@/client/values.ts";

const PREVIEW = { $preview: true, type: "list", size: 40_000, text: "[1,2", length: 9000 };

Deno.test("valueKind() says how a value is shown", () => {
  expect(valueKind("text")).toBe("text");
  expect(valueKind("")).toBe("text");
  expect(valueKind("data:image/png;base64,AAAA")).toBe("image");
  expect(valueKind([1])).toBe("tree");
  expect(valueKind({ a: 1 })).toBe("tree");
  expect(valueKind(PREVIEW)).toBe("preview");
  for (const plain of [0, true, null, [], {}]) expect(valueKind(plain)).toBe("plain");
});

Deno.test("isImage() takes data URLs of images alone", () => {
  expect(isImage("data:image/svg+xml,%3Csvg/%3E")).toBe(true);
  expect(isImage("https://example.org/a.png")).toBe(false);
  expect(isImage("data:text/html,<b>")).toBe(false);
  expect(isImage("see data:image/png;base64,AAAA")).toBe(false);
});

Deno.test("parsePreview() reads previews, and nothing that only looks like one", () => {
  expect(parsePreview(PREVIEW)).toEqual({ type: "list", size: 40_000, text: "[1,2", length: 9000 });
  expect(parsePreview({ $preview: true, type: "str", size: 1, text: "a" })).toBeDefined();
  const others: (JsonValue | undefined)[] = [undefined, null, 1, [], {}, { $preview: true }, {
    ...PREVIEW,
    size: "1",
  }];
  expect(others.map(parsePreview).filter((found) => found !== undefined)).toEqual([]);
});

Deno.test("childCount() and describe() count items", () => {
  expect(childCount([1, 2, 3])).toBe(3);
  expect(childCount({ a: 1 })).toBe(1);
  expect(childCount("text")).toBe(0);
  expect(describe([1, 2, 3])).toBe("list of 3");
  expect(describe({ a: 1 })).toBe("dict of 1");
});

Deno.test("valueText() gives texts as they are and JSON for the rest", () => {
  expect(valueText("a\nb")).toBe("a\nb");
  expect(valueText([1])).toBe("[\n  1\n]");
  expect(valueText(null)).toBe("null");
});

Deno.test("formatBytes() and formatDuration() say sizes in words", () => {
  expect([12, 32_768, 1_500_000].map(formatBytes)).toEqual(["12 B", "33 kB", "1.5 MB"]);
  expect([0.2, 3.4, 1200, 59_900, 125_000].map(formatDuration)).toEqual([
    "< 1 ms",
    "3 ms",
    "1.2 s",
    "59.9 s",
    "2 min 05 s",
  ]);
});
