import { expect } from "@std/expect";
import type { OpSchema } from "@/engine/core/schema.ts";
import type { EditorPage } from "../helpers/editor_page.ts";
import { workflowOf } from "../helpers/journey.ts";
import { op, param } from "../helpers/ops.ts";
import { testPanels } from "../helpers/panel_page.ts";

const OPS: OpSchema[] = [
  op("mix", [
    param("a", "float", { ts_type: "number", description: "How much of it." }),
    param("times", "int", { ts_type: "Int", default: 3, optional: true }),
    param("mode", "Literal", {
      ts_type: '"fast" | "slow"',
      literal_values: ["fast", "slow"],
      literals: ["fast", "slow"],
    }),
    param("note", "str", { ts_type: "string | undefined", optional: true }),
    param("sign", "str", { ts_type: "string", default: "", optional: true }),
  ], {
    docstring: "Mixes\nthings.\n\nTwo paragraphs of it.",
    examples: ["mix(1)"],
    deprecated: "Take stir.",
  }),
  op("fill", [param("a", "float")], {
    docstring: "Fills `{{ name }}`\nwith *values*:\n\n- one\n- two",
  }),
];

function properties(page: EditorPage) {
  return page.root.getByRole("region", { name: "Properties" });
}

function property(page: EditorPage, name: string) {
  return properties(page).locator(`.property[data-param="${name}"]`);
}

Deno.test("properties panel", async (t) => {
  await using panels = await testPanels(OPS);
  const graph = workflowOf(
    { five: 5, one: ["mix", { mode: "fast" }], two: ["mix"], shown: "view" },
    ["five -> one.a"],
    // Nothing below where the properties are.
    { five: [0, 0], one: [1, 0], two: [2, 0], shown: [0, 1] },
  );

  await t.step("is there while one node is selected", async () => {
    await using page = await panels.open(graph);
    expect(await properties(page).count()).toBe(0);
    await page.node("one").locator(".node-title").click();
    await properties(page).waitFor();
    await page.root.keyboard.press("ControlOrMeta+a");
    await properties(page).waitFor({ state: "detached" });
    expect(page.complaints).toEqual([]);
  });

  await t.step("shows what the op says as Markdown", async () => {
    await using page = await panels.open(workflowOf({ it: ["fill"] }, []));
    await page.node("it").locator(".node-title").click();
    const text = properties(page).locator(".docstring");
    await text.getByRole("listitem").filter({ hasText: "two" }).waitFor();
    expect(await text.locator("code").innerText()).toBe("{{ name }}");
    expect(await text.locator("p").first().innerText()).toBe("Fills {{ name }} with values:");
    expect(page.complaints).toEqual([]);
  });

  await t.step("says what the op does, and how it is called", async () => {
    await using page = await panels.open(graph);
    await page.node("one").locator(".node-title").click();
    const text = await properties(page).innerText();
    for (const part of ["Mixes things.\n\nTwo", "mix(1)", "Deprecated. Take stir.", "ops.ts"]) {
      expect(text).toContain(part);
    }
  });

  await t.step("has every parameter with its type, its default and a control", async () => {
    await using page = await panels.open(graph);
    await page.node("two").locator(".node-title").click();
    await property(page, "a").waitFor();
    const rows = await properties(page).locator(".property[data-param]").evaluateAll((all) =>
      all.map((row) => [
        row.querySelector(".property-name")?.textContent,
        row.querySelector(".property-type")?.textContent,
        row.lastElementChild?.textContent,
        row.querySelector("input, select, textarea") !== null,
      ])
    );
    expect(rows).toEqual([
      ["a", "number", "Required", true],
      ["times", "Int", "Default: 3", true],
      ["mode", '"fast" | "slow"', "Required", true],
      ["note", "string | undefined", "Optional", true],
      ["sign", "string", "Default: empty text", true],
    ]);
    await property(page, "a").getByText("How much of it.").waitFor();
  });

  await t.step("changes values, and the node follows", async () => {
    await using page = await panels.open(graph);
    await page.node("two").locator(".node-title").click();
    await properties(page).getByLabel("a", { exact: true }).fill("12.5");
    await properties(page).getByLabel("mode", { exact: true }).selectOption("slow");
    await properties(page).getByLabel("times", { exact: true }).fill("4");
    expect(await page.field("two", "a").inputValue()).toBe("12.5");
    const node = (await page.saved()).nodes.find(({ id }) => id === "two");
    expect(node?.data).toEqual({
      functionName: "mix",
      values: { a: 12.5, mode: "slow", times: 4 },
    });
  });

  await t.step("names what a parameter is connected to, in the place of its control", async () => {
    await using page = await panels.open(graph);
    await page.node("one").locator(".node-title").click();
    await property(page, "a").getByText("Connected to").waitFor();
    expect(await property(page, "a").locator("input").count()).toBe(0);
  });

  await t.step("marks a value that cannot be converted", async () => {
    await using page = await panels.open(graph);
    await page.node("two").locator(".node-title").click();
    const field = properties(page).getByLabel("times", { exact: true });
    await field.fill("many");
    await property(page, "times").locator(".field-problem").waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
  });

  await t.step("gives a node a label, which is its title", async () => {
    await using page = await panels.open(graph);
    await page.node("two").locator(".node-title").click();
    await properties(page).getByLabel("Label").fill("Mixer");
    await page.node("two").locator(".node-title").getByText("Mixer").waitFor();
    await properties(page).getByLabel("Label").fill("");
    await page.node("two").locator(".node-title").getByText("mix").waitFor();
  });

  await t.step("edits variables, and says what lists and views are for", async () => {
    await using page = await panels.open(graph);
    await page.node("five").locator(".node-title").click();
    await properties(page).getByLabel("Name").fill("speed");
    await page.node("five").locator(".node-title").getByText("speed").waitFor();
    await properties(page).getByLabel("Value").fill("7");
    await properties(page).getByLabel("Type").selectOption("String");
    const node = (await page.saved()).nodes.find(({ id }) => id === "five");
    expect(node?.data).toMatchObject({ variableName: "speed", variableType: "String" });
    await page.node("shown").locator(".node-title").click();
    await properties(page).getByText("Shows the value that comes in").waitFor();
  });

  await t.step("says that an op is not known", async () => {
    await using page = await panels.open(workflowOf({ lost: ["vanished"] }));
    await page.node("lost").locator(".node-title").click();
    await properties(page).getByText("No op is named “vanished” here.").waitFor();
  });

  await t.step("folds, remembers that, and never resizes the canvas", async () => {
    await using page = await panels.open(graph);
    const width = () =>
      page.root.locator(".editor-canvas").evaluate(({ clientWidth }) => clientWidth);
    const before = await width();
    await page.node("two").locator(".node-title").click();
    await property(page, "a").waitFor();
    expect(await width()).toBe(before);
    // As wide as the model takes it to be.
    const dock = await page.root.locator(".dock").evaluate(({ clientWidth }) => clientWidth);
    expect(dock).toBe(344);
    await properties(page).getByRole("button", { name: "mix" }).click();
    await property(page, "a").waitFor({ state: "detached" });
    await page.root.reload();
    await page.node("two").locator(".node-title").click();
    await properties(page).waitFor();
    expect(await property(page, "a").count()).toBe(0);
  });

  await t.step("keeps the focus in its field when a run opens the panel below it", async () => {
    await using page = await panels.open(graph);
    await page.node("two").locator(".node-title").click();
    const field = properties(page).getByLabel("a", { exact: true });
    await field.fill("1");
    await page.root.keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    await page.root.keyboard.type("2");
    expect(await field.inputValue()).toBe("12");
  });
});
