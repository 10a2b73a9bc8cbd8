import type { Locator } from "playwright-core";
import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { edgeTexts } from "../../helpers/canvas_page.ts";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { marked, picker } from "../../helpers/hands_page.ts";
import { type Journeys, startJourneys } from "../../helpers/journey.ts";

/** The request of docs/protocol.md: a Number 5, added to 10, in a view. */
describe("the first graph, from an empty canvas", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  for (const size of [{ width: 1440, height: 900 }, { width: 1024, height: 700 }]) {
    it(`a newcomer builds it with the mouse, by what is to be seen, at ${size.width} pixels`, async () => {
      await using page = await journeys.open(undefined, size);
      const { root, library } = page;
      const { mouse, keyboard } = root;
      await root.locator(".canvas").getByText("Drag a node from the library").waitFor();
      const canvas = (await root.locator(".canvas").boundingBox())!;
      const dropped = async (name: string, x: number, y: number) => {
        const from = await middle(library.getByText(name, { exact: true }).first());
        await mouse.move(from.x, from.y);
        await mouse.down();
        await mouse.move(canvas.x + x - 30, canvas.y + y - 20, { steps: 5 });
        await mouse.move(canvas.x + x, canvas.y + y, { steps: 3 });
        const before = await page.nodeIds();
        await mouse.up();
        return await page.newNode(before);
      };

      const five = await dropped("Variable", 130, 60);
      await page.node(five).getByLabel("Type", { exact: true }).selectOption("Number");
      await press(page, page.node(five).getByLabel("Value", { exact: true }));
      await keyboard.press("ControlOrMeta+a");
      await keyboard.type("5");

      const add = await dropped("add", 400, 260);
      const view = await dropped("View", 480, 480);
      await page.connect({ node: five, handle: "output" }, { node: add, handle: "a" });
      await page.connect({ node: add, handle: "output" }, { node: view, handle: "input" });
      await press(page, page.node(add).getByLabel(/^b/));
      await keyboard.type("10");
      expect(edgeTexts(await page.saved())).toEqual([
        `${five}.output → ${add}.a`,
        `${add}.output → ${view}.input`,
      ]);

      await press(page, root.getByRole("button", { name: "Execute", exact: true }));
      await page.waitForRun("done");
      await page.viewed(view).getByText("15", { exact: true }).waitFor();
      expect(page.complaints).toEqual([]);
    });
  }

  it("an expert builds and runs it with the keyboard alone", async () => {
    await using page = await journeys.open();
    const { keyboard } = page.root;
    const focused = async (id: string) =>
      await page.frame(id).and(page.root.locator(":focus")).waitFor();
    const found = async (text: string, first: RegExp) => {
      await picker(page).waitFor();
      await keyboard.type(text);
      await marked(page).filter({ hasText: first }).waitFor();
      await keyboard.press("Enter");
      await picker(page).waitFor({ state: "detached" });
    };

    await keyboard.press("Space");
    await found("var", /^Variable/);
    await focused("variable_1");
    await typeInto(page, /^Type/, "N");
    await typeInto(page, /^Value/, "5");
    await keyboard.press("Escape");
    await focused("variable_1");

    await keyboard.press("Shift+Space");
    await found("add", /^add/);
    await focused("add_1");
    await typeInto(page, /^b/, "10");
    await keyboard.press("Escape");
    await focused("add_1");

    // A view that was added by itself is connected afterwards.
    await keyboard.press("Space");
    await found("view", /^View/);
    await focused("view_1");
    await keyboard.press("Shift+C");
    await found("add", /^add · output/);
    await page.edges.nth(1).waitFor();
    expect(edgeTexts(await page.saved())).toEqual([
      "variable_1.output → add_1.a",
      "add_1.output → view_1.input",
    ]);

    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    await focused("view_1");
    await page.viewed("view_1").getByText("15", { exact: true }).waitFor();
    expect(page.complaints).toEqual([]);
  });
});

/** Presses Tab until a field of that name has the focus, which takes a few within one node, and types. */
async function typeInto(page: EditorPage, name: RegExp, text: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 8; presses++) {
    await page.root.keyboard.press("Tab");
    const label = await page.root.evaluate(() => {
      const at = document.activeElement;
      const isField = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ||
        at instanceof HTMLTextAreaElement;
      return at?.getAttribute("aria-label") ?? (isField ? at.labels?.[0]?.textContent : "") ?? "";
    });
    if (name.test(label.trim())) return await page.root.keyboard.type(text);
    passed.push(label);
  }
  throw new Error(`Tab does not lead to ${name}. It led to: ${passed.join(", ")}`);
}

/** Presses what is there with the mouse. */
async function press(page: EditorPage, what: Locator): Promise<void> {
  const { x, y } = await middle(what);
  await page.root.mouse.click(x, y);
}

async function middle(what: Locator): Promise<{ x: number; y: number }> {
  await what.waitFor();
  const box = await what.boundingBox();
  if (!box) throw new Error(`Not on the page: ${what}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
