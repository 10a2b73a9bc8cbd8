/** The browser's drafts, for tests: what is on the canvas at first, and what was kept. */
import type { BrowserContext, Page } from "playwright-core";
import type { Workflow } from "@/engine/core/workflow.ts";
import { DRAFT_KEY } from "@/client/models/draft_legacy.ts";

/** Puts a workflow onto the canvas of the first page that a fresh profile opens. */
export async function seedDraft(context: BrowserContext, workflow: object): Promise<void> {
  await context.addInitScript(([key, text]) => {
    // Only the first time: a reload finds what the page kept.
    if (localStorage.getItem("test.seeded") !== null) return;
    localStorage.setItem("test.seeded", "yes");
    localStorage.setItem(key, text);
  }, [DRAFT_KEY, JSON.stringify(workflow)]);
}

/** Puts another workflow onto a page that is open, in the place of what it has. */
export async function replaceDraft(page: Page, workflow: object): Promise<void> {
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
    DRAFT_KEY,
    JSON.stringify(workflow),
  ]);
  await page.reload();
}

/** Resolves when all of the graph is kept, as the page says. */
export async function draftSaved(page: Page): Promise<void> {
  await page.locator('.draft-mark[data-draft="saved"]').waitFor({ state: "attached" });
}

/** What the page keeps of its graph across reloads. */
export async function keptDraft(page: Page): Promise<Workflow> {
  await draftSaved(page);
  return JSON.parse(await page.evaluate(readDraft));
}

/** Runs in the page: the draft of its tab, as the browser's database has it, as JSON. */
async function readDraft(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const id = sessionStorage.getItem("psynapse.draft.tab") ?? "";
  const db = await done(indexedDB.open("psynapse"));
  try {
    const tx = db.transaction(["graphs", "parts"]);
    const text = await done(tx.objectStore("graphs").get(id));
    if (!text) return "null";
    const workflow: { nodes: { id: string; data: unknown }[] } = JSON.parse(text);
    for (const node of workflow.nodes) {
      const part = await done(tx.objectStore("parts").get([id, node.id]));
      if (part) node.data = part;
    }
    return JSON.stringify(workflow);
  } finally {
    db.close();
  }
}
