import { expect } from "@std/expect";
import axe from "axe-core";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { textContrasts } from "../../helpers/contrast.ts";
import { startJourneys, workflowOf } from "../../helpers/journey.ts";
import { line, outline, title, toLine } from "../../helpers/outline_page.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const READABLE = 4.5;
const PAPER = { width: 900, height: 700 } as const;
const NODES = workflowOf(
  { n: 5, sum: ["add", { b: 10 }], v: "view", broken: ["divide", { a: 1, b: "no number" }] },
  ["n -> sum.a", "sum -> v"],
  { n: [0, 0], sum: [0, 1], v: [4, 0], broken: [4, 1] },
);
const GRAPH = {
  nodes: [
    ...NODES.nodes,
    { id: "g", type: "groupNode", position: { x: -60, y: -60 }, data: { label: "Sums", ...PAPER } },
    {
      id: "note",
      type: "noteNode",
      position: { x: 2000, y: 0 },
      data: { text: "# A note", ...PAPER },
    },
  ],
  edges: NODES.edges,
};

/** What axe finds against WCAG 2.2 A and AA, and texts that cannot be read well in light or dark. */
async function violations({ root }: EditorPage): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    // Otherwise colours are on their way from one theme to the other.
    await root.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const texts = await root.evaluate(textContrasts);
    expect(texts.length).toBeGreaterThan(5);
    found.push(
      ...texts.filter(({ ratio }) => ratio < READABLE)
        .map(({ text, ratio }) => `${colorScheme}: contrast ${ratio.toFixed(2)}: ${text}`),
    );
  }
  await root.evaluate(axe.source);
  return [
    ...found,
    ...await root.evaluate(async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      // React Flow's own list of hints for screen readers is outside of every landmark.
      const rules = { region: { enabled: false } };
      const { violations } = await axe.run(document, { runOnly, rules });
      const isZoomed = (selector: string) =>
        document.querySelector(selector)?.closest(".react-flow__viewport") !== null;
      return violations.flatMap(({ id, nodes }) =>
        nodes.filter(({ target }) => id !== "target-size" || !isZoomed(String(target)))
          .map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
      );
    }, RULES),
  ];
}

Deno.test("the outline has no violations", async (t) => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open(GRAPH);
  const { keyboard } = page.root;

  await t.step("folded, unfolded, a group, a note, and after a run", async () => {
    await keyboard.press("o");
    await title(page, "n").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.execute();
    await page.waitForRun("done");
    for (const id of ["sum", "g", "broken"]) {
      await toLine(page, id);
      await keyboard.press("ArrowRight");
      await line(page, id).and(page.root.locator('[data-open="true"]')).waitFor();
      expect(await violations(page)).toEqual([]);
      await keyboard.press("ArrowLeft");
    }
    await toLine(page, "note");
    await keyboard.press("ArrowRight");
    await keyboard.press("m");
    expect(await violations(page)).toEqual([]);
  });

  await t.step("the list of what fits an input, and what does not", async () => {
    await toLine(page, "sum");
    await keyboard.press("ArrowRight");
    await line(page, "sum").getByRole("button", { name: "Connect b" }).press("Enter");
    await page.root.getByRole("option", { name: /close a cycle|·/ }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await keyboard.press("Escape");
  });

  await t.step("its names are what a screen reader says", async () => {
    await toLine(page, "sum");
    await outline(page).getByRole("heading", { name: "3. add function", level: 4 }).waitFor();
    await outline(page).getByRole("group", { name: "3. add function" }).waitFor();
    const item = outline(page).getByRole("listitem").filter({ has: title(page, "sum") });
    expect([await item.getAttribute("aria-posinset"), await item.getAttribute("aria-setsize")])
      .toEqual(["3", "6"]);
    await outline(page).getByRole("heading", { name: /^Sums group, 2 nodes/, level: 3 }).waitFor();
  });

  await t.step("an empty one", async () => {
    await page.root.locator(".outline-title").first().focus();
    await keyboard.press("ControlOrMeta+a");
    await keyboard.press("Delete");
    await outline(page).getByText("Nothing is here yet").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

Deno.test("a phone has no violations", async (t) => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open(GRAPH, { width: 360, height: 740, touch: true });
  const bar = page.root.getByRole("navigation", { name: "Parts of the editor" });

  await t.step("the list, and each sheet over it", async () => {
    await title(page, "sum").tap();
    expect(await violations(page)).toEqual([]);
    await page.executeButton.tap();
    await bar.getByRole("button", { name: /^Run: Done/ }).waitFor();
    for (const name of [/^Library/, /^Data/, /^Run/]) {
      await bar.getByRole("button", { name }).tap();
      await bar.getByRole("button", { name, expanded: true }).waitFor();
      expect(await violations(page)).toEqual([]);
    }
    await page.root.keyboard.press("Escape");
  });

  await t.step("the canvas, the properties, and a connection that is begun", async () => {
    await bar.getByRole("button", { name: "Show the canvas" }).tap();
    await page.root.getByRole("button", { name: /fit view/i }).tap();
    await page.handle({ node: "sum", handle: "output" }).dispatchEvent("click");
    await page.root.locator(".tap-hint").waitFor();
    expect(await violations(page)).toEqual([]);
    await bar.getByRole("button", { name: "Node properties" }).tap();
    expect(await violations(page)).toEqual([]);
  });
});
