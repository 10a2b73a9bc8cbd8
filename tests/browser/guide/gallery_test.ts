import { expect } from "@std/expect";
import type { Locator } from "playwright-core";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { workflowOf } from "../../helpers/journey.ts";
import { add, op, param } from "../../helpers/ops.ts";
import { testPanels } from "../../helpers/panel_page.ts";
import { violations } from "./axe.ts";

const CHAT = op("openai_chat_completion", [
  param("api_key_variable", "str", { default: "OPENAI_API_KEY" }),
], { pack: "llms" });
const OPS = [
  add,
  op("multiply", add.params),
  CHAT,
  op("get_message_content", [], { pack: "llms" }),
];
const GRAPH = workflowOf({ n1: ["add"] });

function gallery(page: EditorPage): Locator {
  return page.root.getByRole("dialog", { name: "Templates" });
}

function card(page: EditorPage, title: string): Locator {
  const button = page.root.getByRole("button", { name: title, exact: true });
  return gallery(page).locator(".template").filter({ has: button });
}

async function openGallery(page: EditorPage): Promise<void> {
  await page.root.getByRole("button", { name: "Open", exact: true }).click();
  await page.root.getByRole("menuitem", { name: "Browse templates" }).click();
  await card(page, "Arithmetic").waitFor();
}

Deno.test("the gallery of templates", async (t) => {
  await using panels = await testPanels(OPS);
  await using page = await panels.open(GRAPH);
  const { keyboard } = page.root;
  await openGallery(page);

  await t.step("every template has a picture of its nodes, and one sentence", async () => {
    const cards = gallery(page).locator(".template");
    expect(await cards.count()).toBeGreaterThanOrEqual(8);
    for (const one of await cards.all()) {
      const nodes = parseInt(await one.locator(".template-count").innerText());
      expect(await one.locator(".picture-node").count()).toBe(nodes);
      expect(await one.locator(".template-about").innerText()).toMatch(/\.$/);
    }
  });

  await t.step("a card says which packs and keys it needs, and what is not installed", async () => {
    const needs = (title: string) =>
      card(page, title).locator(".need").evaluateAll((all) =>
        all.map(({ textContent }) => textContent?.trim())
      );
    expect(await needs("Arithmetic")).toEqual(["basic"]);
    expect(await needs("Chat with a language model")).toEqual([
      "data is not installed",
      "needs OPENAI_API_KEY",
      "llms",
    ]);
    expect(await needs("Mandelbrot set")).toEqual(["image is not installed"]);
  });

  await t.step("the search finds what is meant, by title and by what it needs", async () => {
    const titles = () => gallery(page).locator(".template-open").allInnerTexts();
    const search = gallery(page).getByRole("searchbox");
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
    await search.fill("mandel");
    await card(page, "Arithmetic").waitFor({ state: "detached" });
    // What is called so, then what mentions it.
    expect(await titles()).toEqual(["Mandelbrot set", "Kaleidoscope"]);
    await search.fill("nothing like that");
    await gallery(page).getByText("No template mentions “nothing like that”.").waitFor();
    await gallery(page).getByRole("button", { name: "Show all" }).click();
    await card(page, "Arithmetic").waitFor();
    await gallery(page).getByRole("checkbox", { name: "Runs without a key" }).check();
    await card(page, "Chat with a language model").waitFor({ state: "detached" });
    await gallery(page).getByRole("checkbox", { name: "Runs without a key" }).uncheck();
  });

  await t.step("Escape empties the search, then closes the gallery", async () => {
    const search = gallery(page).getByRole("searchbox");
    await search.fill("iris");
    await search.press("Escape");
    expect(await search.inputValue()).toBe("");
    await search.press("Escape");
    await gallery(page).waitFor({ state: "detached" });
    const opener = page.root.getByRole("button", { name: "Open", exact: true });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  await t.step("arrow keys go over the cards, Enter opens; Undo brings back what was", async () => {
    await openGallery(page);
    await keyboard.press("ArrowDown");
    const current = () =>
      page.root.evaluate(() => (document.activeElement as HTMLElement).dataset.template);
    const names = await gallery(page).locator(".template-open").evaluateAll((all) =>
      all.map((one) => (one as HTMLElement).dataset.template)
    );
    expect(await current()).toBe(names[0]);
    await keyboard.press("ArrowRight");
    expect(await current()).toBe(names[1]);
    await keyboard.press("ArrowDown");
    expect(await current()).toBe(names[4]);
    await keyboard.press("Home");
    expect(await current()).toBe("arithmetic");
    await keyboard.press("Enter");
    await gallery(page).waitFor({ state: "detached" });
    await page.nodes.nth(9).waitFor();
    await page.root.locator(".canvas:focus").waitFor();
    expect(await page.notice.innerText()).toBe("“Arithmetic” has taken the place of your graph.");
    await page.root.getByRole("region", { name: "Notices" })
      .getByRole("button", { name: "Undo" }).click();
    await page.frame("n1").waitFor();
    expect(await page.nodeIds()).toEqual(["n1"]);
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("the gallery says what is wrong, and the way out", async (t) => {
  await using panels = await testPanels(OPS);
  await using page = await panels.open(GRAPH);

  await t.step("a server that is away", async () => {
    await page.root.route("**/workflows", (route) => route.abort());
    await page.root.keyboard.press("ControlOrMeta+k");
    await page.root.keyboard.type("browse templates");
    await page.root.keyboard.press("Enter");
    await gallery(page).getByRole("alert").waitFor();
    await page.root.unroute("**/workflows");
    await gallery(page).getByRole("button", { name: "Try again" }).click();
    await card(page, "Arithmetic").waitFor();
    await page.root.keyboard.press("Escape");
  });

  await t.step("a template that is no workflow cannot be opened", async () => {
    await page.root.route("**/workflows/arithmetic.json", (route) => route.fulfill({ json: [] }));
    await openGallery(page);
    await card(page, "Arithmetic").getByText("Cannot be read: This is no workflow").waitFor();
    await card(page, "Arithmetic").click();
    expect(await gallery(page).isVisible()).toBe(true);
    expect(await page.nodeIds()).toEqual(["n1"]);
  });

  await t.step("a server without any", async () => {
    await page.root.keyboard.press("Escape");
    await page.root.route("**/workflows", (route) => route.fulfill({ json: [] }));
    await page.root.keyboard.press("ControlOrMeta+k");
    await page.root.keyboard.type("browse templates");
    await page.root.keyboard.press("Enter");
    await gallery(page).getByText("This server has none").waitFor();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`the gallery has no violations in ${colorScheme}, also on a phone`, async () => {
    await using panels = await testPanels(OPS);
    await using page = await panels.open(GRAPH, { colorScheme });
    await openGallery(page);
    expect(await violations(page)).toEqual([]);
    await page.root.setViewportSize({ width: 360, height: 740 });
    expect(await violations(page)).toEqual([]);
    const widths = await gallery(page).locator(".dialog-body").evaluate((body) => [
      body.scrollWidth,
      body.clientWidth,
    ]);
    expect(widths[0]).toBe(widths[1]);
    await gallery(page).getByRole("searchbox").fill("nothing like that");
    await gallery(page).getByText("No template mentions").waitFor();
    expect(await violations(page)).toEqual([]);
  });
}
