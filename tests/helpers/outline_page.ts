import type { Locator } from "playwright-core";
import type { EditorPage } from "./editor_page.ts";

/** The list in the place of the canvas. */
export function outline(page: EditorPage): Locator {
  return page.root.getByRole("region", { name: "Outline" });
}

/** A line of the list, by the id of its node. */
export function line(page: EditorPage, id: string): Locator {
  return page.root.locator(`.outline-node[data-id="${id}"]`);
}

/** The heading of a line, which unfolds it. */
export function title(page: EditorPage, id: string): Locator {
  return line(page, id).locator(".outline-title");
}

/** Resolves when the heading of a line has the focus. */
export async function focusedLine(page: EditorPage, id: string): Promise<void> {
  await title(page, id).and(page.root.locator(":focus")).waitFor();
}

/** Presses Tab until this has the focus, and says after how many times. */
export async function tabTo(page: EditorPage, to: Locator): Promise<number> {
  for (let times = 1; times < 60; times++) {
    await page.root.keyboard.press("Tab");
    if (await to.evaluate((element) => element === document.activeElement)) return times;
  }
  throw new Error(`Tab does not lead to ${to}`);
}

/** Adds a node by the search, which is open: the first that is called so. */
export async function addFromSearch(page: EditorPage, name: string): Promise<void> {
  await page.root.locator(".picker").waitFor();
  await page.root.keyboard.type(name);
  await page.root.locator('[role="option"][aria-selected="true"] .picker-title')
    .filter({ hasText: new RegExp(`^${name}`, "i") }).waitFor();
  await page.root.keyboard.press("Enter");
}

/** What a screen reader was told last. */
export function said(page: EditorPage, text: string | RegExp): Locator {
  return page.root.locator('.visually-hidden[role="status"]').filter({ hasText: text });
}

/** Goes to a line by arrow keys, from the first one on: most lines of a long list are not on the page. */
export async function toLine(page: EditorPage, id: string): Promise<void> {
  const { keyboard } = page.root;
  await page.root.locator(".outline-title").first().focus();
  await keyboard.press("Home");
  for (let at = 0; at < 60; at++) {
    const focused = page.root.locator(".outline-title:focus");
    await page.root.locator(`.outline-title:focus`).waitFor();
    const here = await focused.evaluate((element) =>
      element.closest<HTMLElement>(".outline-node")?.dataset.id
    );
    if (here === id) return;
    await keyboard.press("ArrowDown");
    await page.root.locator(`.outline-node:not([data-id="${here}"]) .outline-title:focus`)
      .waitFor();
  }
  throw new Error(`Arrow keys do not lead to ${id}`);
}
