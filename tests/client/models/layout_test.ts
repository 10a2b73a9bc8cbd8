import { expect } from "@std/expect";
import { createLayout, parseLayout, USUAL_SIZES } from "@/client/models/layout.ts";
import { memoryStorage } from "@/client/models/storage.ts";

Deno.test("createLayout() opens the library and not the status panel", () => {
  const layout = createLayout(memoryStorage());
  expect(layout.library.value).toBe(true);
  expect(layout.properties.value).toBe(true);
  expect(layout.status.value).toBe(false);
  expect(layout.settings.value).toBe(false);
});

Deno.test("panels and folded sections stay as the user left them", () => {
  const storage = memoryStorage();
  const layout = createLayout(storage);
  layout.setPanel("library", false);
  layout.setPanel("status", true);
  layout.setPanel("properties", false);
  layout.toggleSection("basic");
  layout.toggleSection("text");
  layout.toggleSection("basic");
  layout.setSettings(true);
  const again = createLayout(storage);
  expect(again.library.value).toBe(true);
  again.restore();
  expect(again.library.value).toBe(false);
  expect(again.status.value).toBe(true);
  expect(again.properties.value).toBe(false);
  expect([...again.folded.value]).toEqual(["text"]);
  // A dialog over the page is nothing to come back to.
  expect(again.settings.value).toBe(false);
});

Deno.test("restore() takes what it cannot read as nothing kept", () => {
  for (const kept of ["nonsense", "[]", "null", '{"library":"yes","folded":{}}']) {
    const layout = createLayout(memoryStorage({ "psynapse.layout": kept }));
    layout.restore();
    expect(layout.library.value).toBe(true);
    expect(layout.folded.value.size).toBe(0);
  }
});

Deno.test("covered says how much of the canvas the properties may hide", () => {
  const layout = createLayout(memoryStorage());
  expect(layout.covered.value).toBe(344);
  layout.setPanel("status", true);
  expect(layout.covered.value).toBe(0);
  layout.setPanel("status", false);
  layout.setPanel("properties", false);
  expect(layout.covered.value).toBe(0);
});

Deno.test("sizes stay, within what is of use", () => {
  const storage = memoryStorage();
  const layout = createLayout(storage);
  layout.setSize("data", 410.4);
  layout.setSize("library", 300);
  const later = createLayout(storage);
  later.restore();
  expect(later.sizes.value).toEqual({ ...USUAL_SIZES, data: 410, library: 300 });
  for (const [wanted, given] of [[1, 120], [1e6, 4000], [NaN, 300], [300, 300]]) {
    layout.setSize("data", wanted);
    expect(layout.sizes.value.data).toBe(given);
  }
  layout.setSize("above", 200);
  layout.setSize("above", NaN);
  expect(layout.sizes.value.above).toBe(0);
});

Deno.test("covered follows the width of the properties", () => {
  const layout = createLayout(memoryStorage());
  layout.setSize("properties", 400);
  expect(layout.covered.value).toBe(424);
});

Deno.test("createLayout() begins as the server has rendered it", () => {
  const storage = memoryStorage();
  const left = createLayout(storage);
  left.setPanel("data", true);
  left.setSize("status", 333);
  left.toggleSection("basic");
  const kept = parseLayout(JSON.parse(storage.getItem("psynapse.layout") ?? ""));
  const layout = createLayout(memoryStorage(), kept);
  // Nothing is kept in this storage: what is rendered stays.
  layout.restore();
  expect([layout.data.value, layout.sizes.value.status, [...layout.folded.value]]).toEqual([
    true,
    333,
    ["basic"],
  ]);
});

Deno.test("a narrow page shows the list, one panel at a time over it, and keeps none of that", () => {
  const storage = memoryStorage();
  const layout = createLayout(storage);
  const open = () =>
    (["library", "status", "properties", "data", "outline"] as const).filter((panel) =>
      layout[panel].value
    );
  layout.setPanel("data", true);
  layout.setNarrow(true);
  expect(open()).toEqual(["outline"]);
  expect(layout.covered.value).toBe(0);
  layout.setPanel("status", true);
  layout.setPanel("library", true);
  expect(open()).toEqual(["library", "outline"]);
  layout.setPanel("outline", false);
  expect(open()).toEqual([]);
  layout.setPanel("data", true);
  expect(open()).toEqual(["data"]);
  layout.setNarrow(false);
  expect(open()).toEqual(["library", "properties", "data"]);
  const again = createLayout(storage);
  again.restore();
  expect([again.outline.value, again.data.value]).toEqual([false, true]);
});
