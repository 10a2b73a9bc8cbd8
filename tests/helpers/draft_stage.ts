import type { BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { EditorPage } from "./editor_page.ts";
import { add } from "./ops.ts";
import { launchProfile, type ProfileBrowser } from "./profile_browser.ts";
import { type EditorServer, serveEditor } from "./serve_editor.ts";
import { fakeServices } from "./test_app.ts";
import { testCatalog } from "./test_catalog.ts";

const SIZE = { width: 1400, height: 900 };

/** The editor's server, and browsers of which the test sees several tabs and several lives. */
export interface DraftStage extends AsyncDisposable {
  readonly server: EditorServer;
  /** What the browser shares between its tabs, of a profile that ends with it. */
  newProfile(): Promise<BrowserContext>;
  /** A browser that can be killed; each has the same profile. */
  launch(): Promise<ProfileBrowser>;
  /** Opens the editor in a new tab. */
  open(context: BrowserContext, before?: (page: Page) => Promise<void>): Promise<EditorPage>;
}

/** Starts a server with one op, `add`. Browsers start when they are needed. */
export async function startDraftStage(): Promise<DraftStage> {
  const services = fakeServices();
  services.engine.snapshot = testCatalog([{ schema: add, kind: "function", file: "ops.ts" }]);
  await using ending = new AsyncDisposableStack();
  const server = ending.use(await serveEditor(services));
  const browser = ending.use(await launchBrowser());
  const folder = await Deno.makeTempDir({ prefix: "psynapse_profile_" });
  ending.defer(() => Deno.remove(folder, { recursive: true }));
  const kept = ending.move();
  return {
    server,
    newProfile: () => browser.newContext({ viewport: SIZE }),
    launch: () => launchProfile(folder),
    async open(context, before) {
      const root = await context.newPage();
      await root.setViewportSize(SIZE);
      await before?.(root);
      const page = new EditorPage(root);
      await page.goto(server.url);
      return page;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A workflow of one node, with a name. */
export const SUM = {
  ...{ version: 1, name: "Sum", viewport: { x: 40, y: 60, zoom: 0.8 } },
  nodes: [{
    ...{ id: "sum", type: "functionNode", position: { x: 300, y: 200 } },
    data: { functionName: "add", values: { a: 1, b: 2 } },
  }],
  edges: [],
};

/** Keeps the database of drafts busy, as another tab may: what others want of it waits until `release` is called. */
export async function holdDatabase(
  { server }: DraftStage,
  context: BrowserContext,
): Promise<{ release(): Promise<void> }> {
  const page = await context.newPage();
  // Of the same origin, and without drafts of its own.
  await page.goto(`${server.url}/favicon.svg`);
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("psynapse");
      opening.onsuccess = () => resolve(opening.result);
    });
    const table = db.transaction(["notes", "graphs", "parts"], "readwrite").objectStore("notes");
    const state = { held: true };
    // A transaction lasts for as long as something is asked in it.
    const ask = () => {
      table.count().onsuccess = () => state.held && ask();
    };
    ask();
    Object.assign(globalThis, { state });
  });
  return {
    async release() {
      await page.evaluate(() => {
        (globalThis as unknown as { state: { held: boolean } }).state.held = false;
      });
      await page.close();
    },
  };
}
