import type { Browser } from "playwright-core";
import type { CatalogOp } from "@/engine/catalog/types.ts";
import { opKind, type OpSchema, type Problem } from "@/engine/core/schema.ts";
import { WorkflowLibrary } from "@/server/workflow_library.ts";
import { launchBrowser } from "./browser.ts";
import { seedDraft } from "./drafts.ts";
import { EditorPage } from "./editor_page.ts";
import type { FakeEngine } from "./fake_engine.ts";
import type { TestWorkflow } from "./journey.ts";
import { type EditorServer, serveEditor } from "./serve_editor.ts";
import { fakeServices } from "./test_app.ts";
import { testCatalog } from "./test_catalog.ts";

/** Where nothing of the page may go. */
export const CANARY = "https://canary.invalid";

/** Whether the policy of the page (CSP) is in force: without it the page has to hold by itself. */
export type Policy = "with the policy" | "without the policy";

export const POLICIES: readonly Policy[] = ["without the policy", "with the policy"];

/** A text that does something wherever it is taken for HTML; `caught` is how its scripts tell. */
export function hostile(place: string): string {
  return `"'><img src=data:, onerror=caught("${place}")><svg onload=caught("${place}")></svg>` +
    `<script>caught("${place}")</script><img src=${CANARY}/${place}>`;
}

/** A page on which something is tried, and what came of it. */
export interface Stage extends AsyncDisposable {
  readonly page: EditorPage;
  /** Looks, and forgets, what came of it so far. Scripts that ran, requests to elsewhere, windows, dialogs, refusals of the policy, dangerous elements. */
  harm(): Promise<string[]>;
}

/** A server, and a browser that goes to it. */
export interface Stages extends AsyncDisposable {
  readonly engine: FakeEngine;
  readonly server: EditorServer;
  /** A page at a path of the server; an editor has the workflow on its canvas. */
  open(policy: Policy, path?: string, workflow?: TestWorkflow): Promise<Stage>;
}

/** What the server has. */
export interface StageSetup {
  ops: readonly OpSchema[];
  problems?: readonly Problem[];
  /** Folder of the examples. */
  workflows?: string;
}

/** Starts a browser and a server. */
export async function startStages({ ops, problems = [], workflows }: StageSetup): Promise<Stages> {
  const services = fakeServices(workflows ? { workflows: new WorkflowLibrary(workflows) } : {});
  const found = ops.map((schema): CatalogOp => ({ schema, kind: opKind(schema), file: "ops.ts" }));
  services.engine.snapshot = { ...testCatalog(found), problems: [...problems] };
  await using ending = new AsyncDisposableStack();
  const server = ending.use(await serveEditor(services));
  const browser = ending.use(await launchBrowser());
  const kept = ending.move();
  return {
    engine: services.engine,
    server,
    open: (policy, path = "/", workflow) =>
      openStage(browser, { policy, server: server.url, path, workflow }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function openStage(
  browser: Browser,
  { policy, server, path, workflow }: {
    policy: Policy;
    server: string;
    path: string;
    workflow?: TestWorkflow;
  },
): Promise<Stage> {
  const caught: string[] = [];
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    bypassCSP: policy === "without the policy",
  });
  await context.exposeBinding("caught", (_source, what) => void caught.push(`script: ${what}`));
  await context.addInitScript(reportRefusals);
  await context.addInitScript(`(${keepUsual})(${dangerous})`);
  // It must not depend on the network whether a request is seen; nor may one get there.
  await context.route(`${CANARY}/**`, (route) => route.abort());
  context.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(`${server}/`)) caught.push(`request: ${url}`);
  });
  if (workflow) {
    const draft = { version: 1, viewport: { x: 40, y: 60, zoom: 0.8 }, ...workflow };
    await seedDraft(context, draft);
  }
  const root = await context.newPage();
  root.on("dialog", (dialog) => {
    caught.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  root.on("popup", (window) => caught.push(`window: ${window.url()}`));
  const page = new EditorPage(root);
  await root.goto(server + path);
  if (path === "/") await root.locator(".catalog-notice").waitFor({ state: "detached" });
  const usual = new Set(await root.evaluate(() => Object(globalThis).usual as string[]));
  return {
    page,
    async harm() {
      await root.evaluate(settle);
      const found = (await root.evaluate(dangerous)).filter((element) => !usual.has(element));
      return [...caught.splice(0), ...found.map((element) => `element: ${element}`)];
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Runs in the page before it loads: what the policy stops has got further than it should have. */
function reportRefusals(): void {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    const { caught } = globalThis as unknown as { caught(what: string): void };
    caught(`stopped by the policy, ${effectiveDirective}: ${blockedURI}`);
  });
}

/**
 * Runs in the page before it loads: keeps what the server has sent of those elements, before a script of the page has
 * put anything there.
 */
function keepUsual(find: () => string[]): void {
  document.addEventListener("readystatechange", () => {
    if (document.readyState === "interactive") Object.assign(globalThis, { usual: find() });
  });
}

/** Runs in the page: resolves when images that were there before have loaded, or failed to. */
async function settle(): Promise<void> {
  const images = [...document.images].filter(({ complete }) => !complete);
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
  const last = new Image();
  last.src = `/favicon.svg?${crypto.randomUUID()}`;
  await last.decode().catch(() => {});
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Runs in the page: elements that could run something, load something from elsewhere or go somewhere. */
function dangerous(): string[] {
  const tags = "script, style, link, meta, base, iframe, frame, object, embed, applet, form, " +
    "foreignObject, math, portal, template, audio, video, source, track, area";
  const urls = ["src", "href", "xlink:href", "action", "formaction", "srcset", "poster"];
  const more = ["background", "data", "ping", "lowsrc", "cite", "longdesc", "manifest"];
  // The tab's icon, as long as it is drawn of shapes alone.
  const shapes = /^data:image\/svg\+xml,<svg [^<>&]*>(<(circle|path|g) [^<>&]*>|<\/g>)+<\/svg>$/;
  const isIcon = (element: Element): boolean =>
    element.matches("head > link[rel=icon]") &&
    shapes.test(decodeURIComponent(element.getAttribute("href") ?? "")) &&
    !/ on\w+=|url\(|script/i.test(decodeURIComponent(element.getAttribute("href") ?? ""));
  const isBad = (element: Element): boolean => {
    if (isIcon(element)) return false;
    if (element.matches(tags)) return true;
    for (const name of element.getAttributeNames()) {
      if (name.startsWith("on") || name === "srcdoc" || name === "is") return true;
      if (name === "style" && /url\(|expression|@import/i.test(element.getAttribute(name) ?? "")) {
        return true;
      }
      if (![...urls, ...more].includes(name)) continue;
      const text = element.getAttribute(name) ?? "";
      const url = URL.canParse(text, location.href) ? new URL(text, location.href) : undefined;
      const isImage = element.matches("img") && name === "src" && /^data:image\//i.test(text);
      const isLink = element.matches("a") && name === "href" &&
        /^(https?|mailto|tel):$/.test(url?.protocol ?? "");
      const isOwn = url?.origin === location.origin && element.matches("img");
      if (!isImage && !isLink && !isOwn) return true;
    }
    return false;
  };
  return [...document.querySelectorAll("*")].filter(isBad).map((element) =>
    element.outerHTML.slice(0, 300)
  );
}
