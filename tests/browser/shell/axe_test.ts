/** No screen and no state of the page has violations that axe finds, in light and dark, small and large. */
import { expect } from "@std/expect";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { violations } from "../../helpers/axe.ts";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { choose, fn, number, picker, pressCanvas, view, wire } from "../../helpers/hands_page.ts";
import { workflowOf } from "../../helpers/journey.ts";
import { add, everything, greet, op } from "../../helpers/ops.ts";
import { nodeEvents, type PanelTest, testPanels } from "../../helpers/panel_page.ts";
import { completed, script } from "../../helpers/test_canvas.ts";

const OPS: OpSchema[] = [
  { ...add, docstring: "Adds two numbers.", examples: ["add(1, 2)"] },
  greet,
  everything,
  op("old", [], { deprecated: "Take add." }),
];
const PROBLEM = { file: "nodepacks/broken/ops.ts", line: 12, message: "Expected ';'" };
const LARGE = { width: 1400, height: 900 };
/** A place of the canvas where nothing is. */
const BARE = { x: 760, y: 820 };

const PAPER = { width: 240, height: 140 } as const;
/** Every kind of node, field, note and mark. */
const GRAPH = {
  nodes: [
    ...workflowOf(
      { n1: ["add", { a: "no number" }], n2: ["everything"], n3: "view", n4: 5, n5: "list" },
      [],
      { n1: [0, 0], n2: [1, 0], n3: [2, 0], n4: [0, 1], n5: [2, 1] },
    ).nodes,
    ...workflowOf({ n6: "text" }, [], { n6: [0, 2] }).nodes,
  ],
  edges: [wire("n1", "n3", "input")],
};
/** What hands make: notes, groups, points, marks of nodes. */
const MARKED = {
  nodes: [
    ...[number("n", 0), fn("one", 340, 0, "add", { mode: "bypass" })],
    ...[fn("two", 340, 300, "add", { mode: "mute" }), view("v", 700), view("w", 700, 300)],
    fn("three", 340, 600, "greet", { collapsed: true }),
    ...(["yellow", "blue", "grey"] as const).map((color, i) => ({
      ...{ id: `note_${i}`, type: "noteNode" as const, position: { x: 0, y: 240 + i * 170 } },
      data: {
        text: i === 2 ? "" : "# Plan\n\nwith a [link](https://example.org)",
        color,
        ...PAPER,
      },
    })),
    {
      ...{ id: "group", type: "groupNode" as const, position: { x: 320, y: -60 } },
      data: { label: "Sums", color: "purple" as const, width: 320, height: 330 },
    },
  ],
  edges: [
    { ...wire("n", "one", "a"), points: [{ x: 290, y: 200 }] },
    ...[wire("one", "v", "input"), wire("two", "w", "input")],
  ],
};
const VALUES = {
  nodes: [fn("one", 0), view("v", 340, 0, { width: 380, height: 300 })],
  edges: [wire("one", "v", "input")],
};
const ROWS = Array.from({ length: 9 }, (_, i) => ({ city: `c${i}`, n: i, more: [i] }));

/** A run that shows every state that there is. */
function everyState(): RunEvent[] {
  const [one, two, three, four, five, six] = [1, 2, 3, 4, 5, 6].map((n) => nodeEvents(n));
  return [
    one.executing({ a: 1, deep: { list: [1, "two", null, true] } }),
    one.completed({ sum: 8, words: ["a", "b"], none: null }),
    two.executing(),
    two.error("Division by zero"),
    three.executing(),
    three.skipped('Skipped because "everything" failed'),
    four.executing(),
    four.progress(0.4, "Item 4/10"),
    five.executing(),
    five.streaming("Some text"),
    six.executing(),
  ];
}

/** States of one page in the order in which they are reached: what to do, each from where the one before has ended. */
type States = Record<string, (page: EditorPage, panels: PanelTest) => Promise<void>>;

const press = (page: EditorPage, key: string) => page.root.keyboard.press(key);

const EMPTY: States = {
  "the empty editor, and a library with problems and permissions": async (page) => {
    await page.library.getByText("Expected ';'").waitFor();
  },
  "the library, searched": async (page) => {
    await page.library.getByRole("searchbox").fill("add");
    await page.library.locator(".library-item").first().waitFor();
  },
  "a search that found nothing": async (page) => {
    await page.library.getByRole("searchbox").fill("zzzz");
    await page.library.getByText(/^Nothing/).waitFor();
  },
  "examples": async (page) => {
    await page.library.getByRole("searchbox").fill("");
    await page.root.getByRole("button", { name: "Open", exact: true }).click();
    await page.root.getByRole("menuitem", { name: "Arithmetic" }).waitFor();
  },
  "a notice": async (page) => {
    await press(page, "Escape");
    await page.openFile("broken.json", "{");
    await page.root.getByRole("alert").waitFor();
  },
  "settings": async (page) => {
    await press(page, "ControlOrMeta+,");
    await page.root.getByRole("button", { name: "Add a variable" }).click();
    await page.root.keyboard.type("1bad");
    await page.root.getByText(/^Letters, digits/).waitFor();
  },
  "the palette": async (page) => {
    await press(page, "Escape");
    await press(page, "ControlOrMeta+k");
    await picker(page).waitFor();
  },
  "what cannot be done in the palette": async (page) => {
    await page.root.keyboard.type("redo");
    await picker(page).getByText("not possible now").waitFor();
  },
  "the sheet of shortcuts": async (page) => {
    await press(page, "Escape");
    await pressCanvas(page, BARE);
    await press(page, "?");
    await page.root.getByRole("dialog", { name: "Shortcuts" }).waitFor();
  },
  "the empty data": async (page) => {
    await press(page, "Escape");
    await page.root.getByRole("button", { name: "Show the data" }).click();
    await page.root.locator("#data .data-header").waitFor();
  },
  "the empty run": async (page) => {
    await page.root.getByRole("button", { name: "Show the run" }).click();
    await page.run.getByRole("heading", { name: "Run" }).waitFor();
  },
};

const RUNNING: States = {
  "a graph": async (page) => {
    await page.node("n6").waitFor();
  },
  "properties": async (page) => {
    await choose(page, "n2");
    await page.root.getByRole("region", { name: "Properties" }).waitFor();
  },
  "problems": async (page) => {
    await page.root.getByRole("button", { name: /problems?$/ }).click();
    await page.root.getByRole("region", { name: "Problems of the graph" }).waitFor();
  },
  "every state of a run": async (page, panels) => {
    await press(page, "Escape");
    const run = panels.nextRun();
    await page.execute();
    everyState().forEach((event) => run.push(event));
    await page.waitForCard("n6", "executing");
  },
  "the cards of a run": async (page) => {
    await pressCanvas(page, BARE);
    await page.card("n1").getByRole("button", { name: "Inputs" }).click();
  },
  "a run that was stopped": async (page) => {
    await page.stop();
    await page.waitForRun("stopped");
  },
};

const HANDS: States = {
  "notes, groups, points, marks": async (page) => {
    await page.root.locator(".paper-note").getByRole("heading").nth(1).waitFor();
    await page.root.locator(".wire-point").waitFor();
  },
  "what fits a wire": async (page) => {
    await page.drag(page.handle({ node: "n", handle: "output" }), BARE);
    await picker(page).getByText("Fits", { exact: true }).waitFor();
  },
  "the menu of a node": async (page) => {
    await press(page, "Escape");
    await choose(page, "one");
    await press(page, "ContextMenu");
    await page.root.getByRole("menu", { name: "Node" }).waitFor();
  },
  "the menu of the canvas": async (page) => {
    await press(page, "Escape");
    await page.root.mouse.click(BARE.x, BARE.y, { button: "right" });
    await page.root.getByRole("menu", { name: "Canvas" }).waitFor();
  },
  "what can be connected": async (page) => {
    await press(page, "Escape");
    await choose(page, "one");
    await press(page, "c");
    await picker(page).waitFor();
  },
  "several nodes": async (page) => {
    await press(page, "Escape");
    await press(page, "ControlOrMeta+a");
    await page.root.locator(".react-flow__node.selected").nth(3).waitFor();
  },
};

const viewOf =
  (name: string, shown: RegExp | undefined = undefined) => async (page: EditorPage) => {
    const panel = page.root.locator("#data");
    await panel.getByRole("button", { name, exact: true }).click();
    if (shown) await panel.getByText(shown).first().waitFor();
  };

const DATA: States = {
  "a table": async (page, panels) => {
    for (const rows of [ROWS.slice(2), ROWS]) {
      panels.engine.script = script(...completed("one", rows), ...completed("v", rows));
      await page.execute();
      await page.waitForRun("done");
    }
    await choose(page, "one");
    await press(page, "d");
    await page.root.locator("#data").getByRole("cell").first().waitFor();
  },
  "a sorted table": viewOf("n"),
  "a tree": viewOf("Tree"),
  "a plot": viewOf("Plot"),
  "JSON": viewOf("JSON"),
  "changes": viewOf("Changes", /^Since run 1/),
  "a pinned output": viewOf("Pin the output"),
  "an output that is changed": viewOf("Change the output"),
  "the history": async (page) => {
    await viewOf("Cancel")(page);
    await viewOf("Runs")(page);
    const panel = page.root.locator("#data");
    await panel.getByLabel("Compare run 2 with").selectOption("1");
    await panel.getByRole("button", { name: /^one another output/ }).click();
    await panel.getByText(/^Since run 1/).waitFor();
  },
};

const AWAY: States = {
  "a server that is away": async (page, panels) => {
    await panels.server.cut();
    await page.library.getByRole("button", { name: "Try now" }).waitFor();
    await page.execute();
    await page.waitForRun("error");
  },
};

const PAGES = [
  { workflow: undefined, states: EMPTY },
  { workflow: GRAPH, states: RUNNING },
  { workflow: MARKED, states: HANDS },
  { workflow: VALUES, states: DATA },
  { workflow: GRAPH, states: AWAY },
];

Deno.test("axe finds nothing on any screen", async (t) => {
  await using panels = await testPanels(OPS, [PROBLEM]);
  panels.changeCatalog(OPS, [PROBLEM], { basic: { net: true, env: ["KEY"] } });
  for (const { workflow, states } of PAGES) {
    await using page = await panels.open(workflow, LARGE);
    await page.ready();
    for (const [name, reach] of Object.entries(states)) {
      await t.step(name, async () => {
        await reach(page, panels);
        expect(await violations(page.root)).toEqual([]);
      });
    }
  }
});
