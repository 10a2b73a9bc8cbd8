import { expect } from "@std/expect";
import { serializeWorkflow } from "@/engine/core/workflow.ts";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { marked } from "../../helpers/hands_page.ts";
import { startJourneys } from "../../helpers/journey.ts";
import {
  addFromSearch,
  focusedLine,
  line,
  outline,
  said,
  tabTo,
  title,
  toLine,
} from "../../helpers/outline_page.ts";

/** What was made, as a file; where the canvas is looked at is no part of that. */
async function made(page: EditorPage): Promise<string> {
  const { nodes, edges } = await page.saved();
  return serializeWorkflow({ version: 1, nodes, edges, viewport: { x: 0, y: 0, zoom: 1 } });
}

/** The graph of the journey, made on the canvas. */
async function madeOnCanvas(page: EditorPage): Promise<string> {
  const { keyboard } = page.root;
  for (const name of ["variable", "add", "view"]) {
    await page.root.locator(".canvas").focus();
    await keyboard.press("Space");
    await addFromSearch(page, name);
    await page.frame(`${name}_1`).and(page.root.locator(":focus")).waitFor();
  }
  for (const [from, to] of [["variable_1", "add · a"], ["add_1", "View · input"]]) {
    await page.frame(from).focus();
    await page.frame(from).press("Enter");
    await keyboard.press("c");
    await keyboard.type(to);
    await marked(page).filter({ hasText: to }).waitFor();
    await keyboard.press("Enter");
    await page.root.locator(`.react-flow__edge[aria-label*="from ${from}"]`).waitFor();
  }
  await page.node("variable_1").getByLabel("Type").selectOption("Number");
  await page.root.locator("#variable_1-value-field").fill("5");
  await page.setField("add_1", "b", "10");
  return await made(page);
}

Deno.test("the outline by keyboard alone", async (t) => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open();
  const { keyboard } = page.root;
  const button = (id: string, name: string) =>
    line(page, id).getByRole("button", { name, exact: true });

  await t.step("O shows it, with the focus in it, and says so", async () => {
    await keyboard.press("o");
    await outline(page).and(page.root.locator(":focus")).waitFor();
    await said(page, "Outline, 0 nodes").waitFor();
    await outline(page).getByText("Nothing is here yet").waitFor();
  });

  await t.step("nodes are added by the search, and announced", async () => {
    await tabTo(page, page.root.locator(".outline-add"));
    await keyboard.press("Enter");
    await addFromSearch(page, "variable");
    await focusedLine(page, "variable_1");
    await said(page, "variable_1 added. 1 node in all").waitFor();
    for (const name of ["add", "view"]) {
      await keyboard.press("Home");
      await focusedLine(page, "variable_1");
      // Its head is before the list: the last thing in it is what adds.
      await keyboard.press("Shift+Tab");
      await keyboard.press("Enter");
      await addFromSearch(page, name);
      await focusedLine(page, `${name}_1`);
    }
    expect(await page.root.locator(".outline-name").allTextContents()).toEqual([
      "variable_1",
      "add",
      "View",
    ]);
  });

  await t.step("an input is connected from a list that says what does not fit", async () => {
    await toLine(page, "add_1");
    await tabTo(page, button("add_1", "Connect a"));
    await keyboard.press("Enter");
    const options = page.root.getByRole("option");
    await options.filter({ hasText: "variable_1 · output" }).waitFor();
    await keyboard.press("Enter");
    await line(page, "add_1").getByRole("link", { name: "a comes from variable_1. Go there" })
      .waitFor();
    await said(page, "variable_1 connected to add · a").waitFor();
    await toLine(page, "view_1");
    await tabTo(page, button("view_1", "Connect input"));
    await keyboard.press("Enter");
    await keyboard.type("add");
    await marked(page).filter({ hasText: "add · output" }).waitFor();
    await keyboard.press("Enter");
    await line(page, "view_1").getByRole("link", { name: "input comes from add. Go there" })
      .waitFor();
  });

  await t.step("what would close a cycle is refused with the reason", async () => {
    await toLine(page, "add_1");
    await tabTo(page, button("add_1", "Connect result with an input"));
    await keyboard.press("Enter");
    await page.root.getByRole("option", { name: /View · input/ }).waitFor();
    await keyboard.press("Escape");
    await page.root.locator(".picker").waitFor({ state: "detached" });
    await tabTo(page, button("add_1", "Add a node after"));
    await keyboard.press("Enter");
    await addFromSearch(page, "add");
    await focusedLine(page, "add_2");
    await toLine(page, "add_1");
    await tabTo(page, button("add_1", "Connect b"));
    await keyboard.press("Enter");
    const refused = page.root.getByRole("option", { name: /add · output.*close a cycle/ });
    expect(await refused.getAttribute("aria-disabled")).toBe("true");
    await keyboard.press("Escape");
    await tabTo(page, line(page, "add_1").getByRole("link", { name: /^result goes to add · a/ }));
    await keyboard.press("Enter");
    await focusedLine(page, "add_2");
    await keyboard.press("Delete");
    await line(page, "add_2").waitFor({ state: "detached" });
    await said(page, "add removed. 3 nodes in all").waitFor();
  });

  await t.step("values are set in the same fields", async () => {
    await toLine(page, "variable_1");
    await tabTo(page, line(page, "variable_1").getByLabel("Type"));
    await keyboard.type("Number");
    await tabTo(page, line(page, "variable_1").getByLabel("Value"));
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type("5");
    // Escape leads from a field to the line that it is in.
    await keyboard.press("Escape");
    await focusedLine(page, "variable_1");
    await toLine(page, "add_1");
    await tabTo(page, line(page, "add_1").getByRole("spinbutton", { name: "b" }));
    await keyboard.type("10");
  });

  await t.step("the graph is the same, byte by byte, as one made on the canvas", async () => {
    const here = await made(page);
    await using other = await journeys.open();
    expect(here).toBe(await madeOnCanvas(other));
  });

  await t.step("a run says in words what became of each node, and its value", async () => {
    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    await line(page, "add_1").getByText(/^Completed/).waitFor();
    await line(page, "view_1").getByText("15", { exact: true }).waitFor();
    await toLine(page, "view_1");
    await tabTo(page, button("view_1", "Show the data of View"));
    await keyboard.press("Enter");
    const data = page.root.getByRole("region", { name: "Data" });
    await data.getByText("15").first().waitFor();
    await data.locator(":focus").waitFor();
    await data.getByRole("button", { name: "Hide the data" }).press("Enter");
    await data.waitFor({ state: "detached" });
  });

  await t.step("a part runs: from a node on, or one node alone", async () => {
    const run = async (b: string, name: string) => {
      await toLine(page, "add_1");
      await tabTo(page, line(page, "add_1").getByRole("spinbutton", { name: "b" }));
      await keyboard.press("ControlOrMeta+a");
      await keyboard.type(b);
      await tabTo(page, button("add_1", name));
      await keyboard.press("Enter");
    };
    await run("20", "Run from here");
    await line(page, "view_1").getByText("25", { exact: true }).waitFor();
    await run("30", "Run this node");
    await line(page, "add_1").getByText("35", { exact: true }).waitFor();
    await line(page, "view_1").getByText("25", { exact: true }).waitFor();
    await line(page, "view_1").getByText("earlier run").waitFor();
  });

  await t.step("a link goes to the node that feeds an input", async () => {
    await toLine(page, "view_1");
    await tabTo(page, line(page, "view_1").getByRole("link"));
    await keyboard.press("Enter");
    await focusedLine(page, "add_1");
  });

  await t.step(
    "what is removed gives the focus to what comes into its place; undo brings it back",
    async () => {
      await tabTo(page, button("add_1", "Remove"));
      await keyboard.press("Enter");
      await focusedLine(page, "view_1");
      await keyboard.press("ControlOrMeta+z");
      await line(page, "add_1").waitFor();
      await said(page, "Undone: remove add").waitFor();
      await line(page, "add_1").getByRole("link", { name: /a comes from/ }).waitFor();
    },
  );

  await t.step("arrows go from line to line, and fold; Shift selects more", async () => {
    await toLine(page, "variable_1");
    await keyboard.press("ArrowDown");
    await focusedLine(page, "add_1");
    await keyboard.press("ArrowLeft");
    await line(page, "add_1").and(page.root.locator('[data-open="false"]')).waitFor();
    await line(page, "add_1").getByText("a ← variable_1, b = 30 → View").waitFor();
    await keyboard.press("ArrowRight");
    await line(page, "add_1").and(page.root.locator('[data-open="true"]')).waitFor();
    await keyboard.press("Shift+ArrowDown");
    await focusedLine(page, "view_1");
    const chosen = page.root.locator('.outline-title[aria-current="true"]');
    await chosen.nth(1).waitFor();
    expect(await chosen.count()).toBe(2);
  });

  await t.step("the focus stays where it went last, however fast", async () => {
    await toLine(page, "variable_1");
    const [first, second] = ["view_1", "add_1"].map((id) => title(page, id));
    await first.evaluate((from, to) =>
      new Promise<void>((resolve) => {
        (from as HTMLElement).focus();
        // Drawn by now, and what follows from it not yet done.
        requestAnimationFrame(() => {
          (to as HTMLElement).focus();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        });
      }), await second.elementHandle());
    await focusedLine(page, "add_1");
    await page.root.locator('.outline-title[aria-current="true"]').and(second).waitFor();
  });

  await t.step("F2, M, and the menu are those of the canvas", async () => {
    await toLine(page, "add_1");
    await keyboard.press("Home");
    await focusedLine(page, "variable_1");
    await keyboard.press("ArrowDown");
    await keyboard.press("m");
    await line(page, "add_1").getByText("Muted").waitFor();
    await button("add_1", "Unmute").waitFor();
    await keyboard.press("m");
    await line(page, "add_1").getByText("Muted").waitFor({ state: "detached" });
    await keyboard.press("F2");
    await line(page, "add_1").getByLabel("Label").and(page.root.locator(":focus")).waitFor();
    await keyboard.type("Sum");
    await keyboard.press("Escape");
    await keyboard.press("Shift+F10");
    await page.root.getByRole("menuitem", { name: "Collapse or unfold" }).waitFor();
    await page.root.locator(".menu-item:focus").waitFor();
    await keyboard.press("Escape");
    await focusedLine(page, "add_1");
  });

  await t.step("the canvas comes back with what was selected, and the focus on it", async () => {
    await keyboard.press("o");
    await page.frame("add_1").and(page.root.locator(":focus")).waitFor();
    await page.node("add_1").getByText("Sum").waitFor();
    await page.root.locator('.react-flow__node.selected[data-id="add_1"]').waitFor();
    await keyboard.press("o");
    await focusedLine(page, "add_1");
  });
  expect(page.complaints).toEqual([]);
});
