import { expect } from "@std/expect";
import { workflowOf } from "../../helpers/journey.ts";
import { add } from "../../helpers/ops.ts";
import { testPanels } from "../../helpers/panel_page.ts";
import { violations } from "./axe.ts";

Deno.test("empty places say what to do", async (t) => {
  await using panels = await testPanels([add]);
  await using page = await panels.open();
  const { root } = page;
  const templates = root.getByRole("dialog", { name: "Templates" });

  await t.step("the canvas: templates, a node, the tour", async () => {
    const canvas = root.locator(".canvas-empty");
    await canvas.getByRole("button", { name: "Browse templates" }).click();
    await templates.waitFor();
    await root.keyboard.press("Escape");
    await canvas.getByRole("button", { name: "Add a node" }).click();
    await root.locator(".picker").waitFor();
    await root.keyboard.press("Escape");
    await canvas.getByRole("button", { name: "Take the tour" }).click();
    await root.getByRole("dialog", { name: "Add nodes" }).waitFor();
    await root.keyboard.press("Escape");
    await root.locator(".tour").waitFor({ state: "detached" });
  });

  await t.step("the library where a search finds nothing", async () => {
    const search = page.library.getByRole("searchbox");
    await search.fill("no such thing");
    await page.library.getByText("Nothing is called “no such thing”").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.library.getByRole("button", { name: "Show all nodes" }).click();
    await page.libraryItem("add").waitFor();
    expect(await search.inputValue()).toBe("");
  });

  await t.step("the run, the data, the runs and the problems without a graph", async () => {
    await root.getByRole("button", { name: "Show the run" }).click();
    await page.run.getByText("Here you see of each node").waitFor();
    await page.run.getByRole("button", { name: "Browse templates" }).click();
    await templates.waitFor();
    await root.keyboard.press("Escape");
    await root.getByRole("button", { name: "Show the data" }).click();
    const data = root.locator("#data");
    await data.getByRole("button", { name: "Browse templates" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await data.getByText("Runs", { exact: true }).click();
    await data.getByText("Nothing has run since").waitFor();
    await data.getByRole("button", { name: "Browse templates" }).waitFor();
    await root.locator(".problems-button").click();
    await root.getByText("There is nothing to check yet.").waitFor();
    expect(await violations(page)).toEqual([]);
    await root.keyboard.press("Escape");
    await root.getByRole("button", { name: "Hide the data" }).first().click();
  });

  await t.step("the outline", async () => {
    await root.getByRole("button", { name: "Show the outline" }).click();
    const outline = root.locator(".outline");
    await outline.getByText("Nothing is here yet").waitFor();
    expect(await violations(page)).toEqual([]);
    await outline.getByRole("button", { name: "Browse templates" }).click();
    await templates.getByRole("button", { name: "Arithmetic" }).click();
    await outline.locator(".outline-node").first().waitFor();
    expect(await outline.getByText("Nothing is here yet").count()).toBe(0);
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("what has not run says how it does", async () => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(workflowOf({ n1: ["add"] }));
  const { root } = page;
  await page.node("n1").locator(".node-title").click();
  await root.getByRole("button", { name: "Show the data" }).click();
  const data = root.locator("#data");
  await data.getByText("“add” has not run yet.").waitFor();
  expect(await violations(page)).toEqual([]);
  await data.getByRole("button", { name: "Run this node" }).waitFor();
  panels.nextRun();
  await data.getByRole("button", { name: "Execute" }).click();
  await page.waitForRun("running");
  await page.stop();
  await page.waitForRun("stopped");
});

Deno.test("a library without nodepacks says how to make one", async () => {
  await using panels = await testPanels([]);
  await using page = await panels.open();
  await page.library.getByText("There are no nodepacks yet.").waitFor();
  await page.library.getByRole("button", { name: "Copy the command" }).click();
  const copied = await page.root.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe("deno task psynapse new my_pack");
  expect(await violations(page)).toEqual([]);
  panels.changeCatalog([add]);
  await page.libraryItem("add").waitFor();
  expect(await page.library.getByText("There are no nodepacks yet.").count()).toBe(0);
});
