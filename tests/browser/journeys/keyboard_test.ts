import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { edgeTexts } from "../../helpers/canvas_page.ts";
import { choose, downloaded, type EditorPage } from "../../helpers/editor_page.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

describe("by keyboard", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  it("adds nodes, sets values, connects and executes without a mouse", async () => {
    await using page = await journeys.open();
    const { keyboard } = page.root;
    await tabTo(page, "Search the library");
    await keyboard.type("add");
    await firstFound(page, "add");
    await keyboard.press("Enter");
    const add = await page.newNode([]);
    await page.frame(add).and(page.root.locator(":focus")).waitFor();
    await tabTo(page, "a (float)");
    await keyboard.type("5");
    await tabTo(page, "b (float)");
    await keyboard.type("7");

    await tabTo(page, "Search the library", "Shift+Tab");
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type("view");
    await firstFound(page, "View");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    const view = await page.newNode([add]);
    await page.frame(view).and(page.root.locator(":focus")).waitFor();
    await tabTo(page, "Output result", "Shift+Tab");
    await keyboard.press("Enter");
    await tabTo(page, "Input");
    await keyboard.press("Enter");
    await page.edges.first().waitFor();
    expect(edgeTexts(await page.saved())).toEqual([`${add}.output → ${view}.input`]);

    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    await page.viewed(view).getByText("12", { exact: true }).waitFor();
    expect(page.complaints).toEqual([]);
  });

  it("moves and removes a node with arrow keys and Delete, which fields keep for themselves", async () => {
    await using page = await journeys.open(workflowOf({ sum: ["add", { a: 12 }] }));
    const { keyboard } = page.root;
    await page.field("sum", "a").focus();
    await keyboard.press("End");
    await keyboard.press("Backspace");
    expect(await page.field("sum", "a").inputValue()).toBe("1");
    await keyboard.press("Escape");
    await page.frame("sum").focus();
    const before = await page.frame("sum").boundingBox();
    await keyboard.press("Enter");
    await page.root.locator(".react-flow__node.selected").waitFor();
    await keyboard.press("ArrowRight");
    await page.root.waitForFunction(
      ([x]) => document.querySelector(".react-flow__node")!.getBoundingClientRect().x > x,
      [before!.x],
    );
    await keyboard.press("Delete");
    await page.frame("sum").waitFor({ state: "detached" });
    expect(page.complaints).toEqual([]);
  });

  it("has shortcuts for Execute, Save, Open and Settings, in fields too", async () => {
    await using page = await journeys.open(workflowOf({ sum: ["add", { a: 1, b: 2 }] }));
    const { keyboard } = page.root;
    await page.field("sum", "a").focus();

    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    const { name, text } = await downloaded(page.root, () => keyboard.press("ControlOrMeta+s"));
    expect(name).toMatch(/^workflow-/);
    expect(JSON.parse(text).nodes).toHaveLength(1);

    const chooser = page.root.waitForEvent("filechooser");
    await keyboard.press("ControlOrMeta+o");
    await choose(await chooser, "other.json", JSON.stringify(workflowOf({ other: ["subtract"] })));
    await page.node("other").waitFor();

    await page.field("other", "a").focus();
    await keyboard.press("ControlOrMeta+,");
    const dialog = page.root.getByRole("dialog", { name: "Settings" });
    await dialog.waitFor();
    await keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.field("other", "a").and(page.root.locator(":focus")).waitFor();
    expect(page.complaints).toEqual([]);
  });
});

/** Resolves when a search has this at the top of what it found. */
async function firstFound(page: EditorPage, name: string) {
  await page.library.getByText(/nodes? found/).waitFor();
  await page.library.locator(".library-item").first().getByText(name, { exact: true }).waitFor();
}

/** Presses Tab until the element of that name has the focus. */
async function tabTo(page: EditorPage, name: string, key: "Tab" | "Shift+Tab" = "Tab") {
  const passed: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.root.keyboard.press(key);
    const focused = await page.root.evaluate(focusedName);
    if (focused === name) return;
    passed.push(focused);
  }
  throw new Error(`${key} does not lead to "${name}". It led to: ${passed.join(", ")}`);
}

/** Runs in the page. */
function focusedName(): string {
  const element = document.activeElement;
  const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    ? element.labels?.[0]
    : undefined;
  const text = element?.getAttribute("aria-label") ?? (label ?? element)?.textContent ?? "";
  return text.replace(/\s+/g, " ").trim().slice(0, 60);
}
