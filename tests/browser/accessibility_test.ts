import { expect } from "@std/expect";
import axe from "axe-core";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import type { EditorPage } from "../helpers/editor_page.ts";
import { workflowOf } from "../helpers/journey.ts";
import { add, everything, greet, op } from "../helpers/ops.ts";
import { nodeEvents, testPanels } from "../helpers/panel_page.ts";

const OPS: OpSchema[] = [
  { ...add, docstring: "Adds two numbers.", examples: ["add(1, 2)"] },
  greet,
  everything,
  op("old", [], { deprecated: "Take add." }),
];
const PROBLEM = { file: "nodepacks/broken/ops.ts", line: 12, message: "Expected ';'" };
const GRAPH = workflowOf(
  {
    n1: ["add", { a: "no number" }],
    n2: ["everything"],
    n3: "view",
    n4: 5,
    n5: "list",
    n6: "text",
  },
  ["n1 -> n3"],
  { n1: [0, 0], n2: [1, 0], n3: [2, 0], n4: [0, 1], n5: [2, 1], n6: [0, 2] },
);

interface Violation {
  rule: string;
  targets: string[];
}

const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** In dark the page is the same but for its colours. */
const RULES = { light: EVERYTHING, dark: ["color-contrast"] };

/** What axe finds against WCAG 2.2 A and AA. */
async function violations(page: EditorPage, scheme: keyof typeof RULES): Promise<Violation[]> {
  await page.root.evaluate(axe.source);
  return await page.root.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      runOnly,
      // React Flow's own list of hints for screen readers is outside of every landmark.
      rules: { region: { enabled: false } },
    });
    // How large things on the canvas are, the user says by zooming.
    const isZoomed = (selector: string) =>
      document.querySelector(selector)?.closest(".react-flow__viewport") !== null;
    return violations.map(({ id, nodes }) => ({
      rule: id,
      targets: nodes.filter(({ target }) => id !== "target-size" || !isZoomed(String(target)))
        .map(({ target, failureSummary }) => `${target} ${failureSummary}`),
    })).filter(({ targets }) => targets.length > 0);
  }, RULES[scheme]);
}

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

Deno.test("accessibility", async (t) => {
  await using panels = await testPanels(OPS, [PROBLEM]);
  panels.changeCatalog(OPS, [PROBLEM], { basic: { net: true, env: ["KEY"] } });

  for (const colorScheme of ["light", "dark"] as const) {
    await t.step(`the empty page has no violations in ${colorScheme}`, async () => {
      await using page = await panels.open(undefined, { colorScheme });
      await page.ready();
      expect(await violations(page, colorScheme)).toEqual([]);
    });

    await t.step(`a graph in all of its states has none in ${colorScheme}`, async () => {
      await using page = await panels.open(GRAPH, { colorScheme });
      await page.node("n1").locator(".node-title").click();
      await page.root.getByRole("region", { name: "Properties" }).waitFor();
      const run = panels.nextRun();
      await page.execute();
      everyState().forEach((event) => run.push(event));
      await page.waitForCard("n6", "executing");
      expect(await violations(page, colorScheme)).toEqual([]);
      // Without the properties there is more of the run to see.
      await page.root.keyboard.press("ControlOrMeta+a");
      await page.card("n1").waitFor();
      await page.card("n1").getByRole("button", { name: "Inputs" }).click();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.stop();
      await page.waitForRun("stopped");
      expect(await violations(page, colorScheme)).toEqual([]);
    });

    await t.step(`menu, dialog and notices have none in ${colorScheme}`, async () => {
      await using page = await panels.open(undefined, { colorScheme });
      await page.root.getByRole("button", { name: "Open", exact: true }).click();
      await page.root.getByRole("menuitem", { name: "Arithmetic" }).waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.root.keyboard.press("Escape");
      await page.openFile("broken.json", "{");
      await page.root.getByRole("alert").waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.root.keyboard.press("ControlOrMeta+,");
      await page.root.getByRole("button", { name: "Add a variable" }).click();
      await page.root.keyboard.type("1bad");
      expect(await violations(page, colorScheme)).toEqual([]);
    });

    await t.step(`a server that is away has none in ${colorScheme}`, async () => {
      await using page = await panels.open(GRAPH, { colorScheme });
      await panels.server.cut();
      await page.library.getByRole("button", { name: "Try now" }).waitFor();
      await page.execute();
      await page.waitForRun("error");
      const found = await violations(page, colorScheme);
      panels.server.start();
      expect(found).toEqual([]);
    });
  }

  await t.step("all that moves stands still where less motion is wanted", async () => {
    await using page = await panels.open(GRAPH);
    await page.root.emulateMedia({ reducedMotion: "reduce" });
    const moving = await page.root.evaluate(() =>
      [...document.querySelectorAll("*")].filter((element) =>
        getComputedStyle(element).transitionDuration.split(", ").some((time) =>
          parseFloat(time) > 0
        )
      ).map((element) => element.outerHTML.slice(0, 80))
    );
    expect(moving).toEqual([]);
  });

  await t.step("the focus is visible on everything that Tab reaches", async () => {
    await using page = await panels.open(GRAPH);
    await page.ready();
    const seen = new Set<string>();
    for (let step = 0; step < 80; step++) {
      await page.root.keyboard.press("Tab");
      const found = await page.root.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return undefined;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const ring = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
        // React Flow's nodes have their ring on what they show.
        const inner = element.querySelector(".node");
        const innerStyle = inner && getComputedStyle(inner);
        // And wires are drawn thicker, in the colour of the focus.
        const wire = element.querySelector(".react-flow__edge-path");
        const visible = ring || boxShadow !== "none" ||
          (innerStyle !== null && innerStyle.boxShadow !== "none") ||
          (wire !== null && getComputedStyle(wire).strokeWidth === "4px");
        return { name: element.outerHTML.slice(0, 90), visible };
      });
      if (!found) break;
      seen.add(found.name);
      expect(found).toEqual({ ...found, visible: true });
    }
    expect(seen.size).toBeGreaterThan(30);
  });
});
