import { expect } from "@std/expect";
import axe from "axe-core";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { choose, fn, number, picker, pressCanvas, view, wire } from "../../helpers/hands_page.ts";
import { add, greet } from "../../helpers/ops.ts";
import { testPanels } from "../../helpers/panel_page.ts";

const PAPER = { width: 240, height: 140 } as const;
const GRAPH = {
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

/** What axe finds against WCAG 2.2 A and AA. */
async function violations(page: EditorPage): Promise<string[]> {
  await page.root.evaluate(axe.source);
  return await page.root.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      // How large things on the canvas are, the user says by zooming.
      rules: { "target-size": { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
    );
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`what hands open has no violations in ${colorScheme}`, async (t) => {
    await using panels = await testPanels([{ ...add, docstring: "Adds." }, greet]);
    await using page = await panels.open(GRAPH, { colorScheme });
    const { keyboard, mouse } = page.root;

    await t.step("notes, groups, points, marks", async () => {
      await page.root.locator(".paper-note").getByRole("heading").nth(1).waitFor();
      await page.root.locator(".wire-point").waitFor();
      expect(await violations(page)).toEqual([]);
    });

    await t.step("palette and search", async () => {
      await keyboard.press("ControlOrMeta+k");
      await picker(page).waitFor();
      expect(await violations(page)).toEqual([]);
      await keyboard.type("redo");
      await picker(page).getByText("not possible now").waitFor();
      expect(await violations(page)).toEqual([]);
      await keyboard.press("Escape");
      await page.drag(page.handle({ node: "n", handle: "output" }), { x: 900, y: 820 });
      await picker(page).getByText("Fits", { exact: true }).waitFor();
      expect(await violations(page)).toEqual([]);
      await keyboard.press("Escape");
    });

    await t.step("menus and the sheet of shortcuts", async () => {
      await choose(page, "one");
      await keyboard.press("ContextMenu");
      await page.root.getByRole("menu", { name: "Node" }).waitFor();
      expect(await violations(page)).toEqual([]);
      await keyboard.press("Escape");
      await mouse.move(900, 820);
      await pressCanvas(page, { x: 900, y: 820 });
      await keyboard.press("?");
      await page.root.getByRole("dialog", { name: "Shortcuts" }).waitFor();
      expect(await violations(page)).toEqual([]);
    });
    expect(page.complaints).toEqual([]);
  });
}
