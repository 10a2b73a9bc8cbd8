/** What axe does not know: motion and focus. What it does is in `shell/axe_test.ts`. */
import { expect } from "@std/expect";
import { workflowOf } from "../helpers/journey.ts";
import { add, everything, greet } from "../helpers/ops.ts";
import { testPanels } from "../helpers/panel_page.ts";

const OPS = [add, greet, everything];
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

Deno.test("accessibility", async (t) => {
  await using panels = await testPanels(OPS, [PROBLEM]);

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
