import type { CatalogOp, PackPermissions } from "@/engine/catalog/types.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { opKind, type OpSchema, type Problem } from "@/engine/core/schema.ts";
import { WorkflowLibrary } from "@/server/workflow_library.ts";
import { launchBrowser } from "./browser.ts";
import { seedDraft } from "./drafts.ts";
import { EditorPage } from "./editor_page.ts";
import { Channel } from "./fake_api.ts";
import type { FakeEngine } from "./fake_engine.ts";
import type { Look, TestWorkflow } from "./journey.ts";
import { type EditorServer, serveEditor } from "./serve_editor.ts";
import { fakeServices } from "./test_app.ts";
import { testCatalog } from "./test_catalog.ts";

/** The editor in a browser, on a server whose catalog and runs the test writes. */
export interface PanelTest extends AsyncDisposable {
  readonly engine: FakeEngine;
  readonly server: EditorServer;
  /** Opens the editor in a fresh profile. */
  open(workflow?: TestWorkflow, look?: Look): Promise<EditorPage>;
  /** What the next run's events come from. A run that is stopped ends by itself. */
  nextRun(): Channel<RunEvent>;
  /** Changes what the library has, as a saved nodepack does. */
  changeCatalog(
    ops: readonly OpSchema[],
    problems?: readonly Problem[],
    permissions?: Record<string, PackPermissions>,
  ): void;
}

/** Starts a browser and a server. */
export async function testPanels(
  ops: readonly OpSchema[],
  problems: readonly Problem[] = [],
): Promise<PanelTest> {
  const examples = new URL("../../workflows", import.meta.url).pathname;
  const services = fakeServices({ workflows: new WorkflowLibrary(examples) });
  const { engine } = services;
  engine.snapshot = catalogOf(ops, problems);
  await using ending = new AsyncDisposableStack();
  const server = ending.use(await serveEditor(services));
  const browser = ending.use(await launchBrowser());
  const kept = ending.move();
  let versions = 1;
  return {
    engine,
    server,
    async open(workflow, { width = 1440, height = 900, colorScheme = "light" } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      if (workflow) {
        const draft = { version: 1, viewport: { x: 40, y: 60, zoom: 0.8 }, ...workflow };
        await seedDraft(context, draft);
      }
      const page = new EditorPage(await context.newPage());
      await page.root.goto(server.url);
      // The server renders it; what has loaded the library has been hydrated.
      await page.root.locator(".catalog-notice").waitFor({ state: "detached" });
      const count = workflow?.nodes.length ?? 0;
      if (count > 0) await page.nodes.nth(count - 1).waitFor();
      return page;
    },
    nextRun() {
      const events = new Channel<RunEvent>();
      engine.script = async function* (_request, stopped) {
        stopped.then(() => {
          events.push({ status: "error", error: "Run stopped", stopped: true });
          events.end();
        });
        yield* events;
      };
      return events;
    },
    changeCatalog(changed, found = [], permissions = {}) {
      const packs = Object.entries(permissions).map(([name, permissions]) => ({
        ...{ name, permissions, dir: `/packs/${name}` },
        ...{ files: [], imports: {}, version: "1" },
      }));
      engine.snapshot = { ...catalogOf(changed, found), packs };
      engine.changeCatalog(`v${++versions}`);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function catalogOf(ops: readonly OpSchema[], problems: readonly Problem[]) {
  const found = ops.map((schema): CatalogOp => ({ schema, kind: opKind(schema), file: "ops.ts" }));
  return { ...testCatalog(found), problems: [...problems] };
}

/** Events of a node with the id, number and name of `n1`, `n2`, … */
export function nodeEvents(number: number, name = "add") {
  const node = { node_id: `n${number}`, node_number: number, node_name: name, pack: "basic" };
  return {
    executing: (inputs = {}): RunEvent => ({
      ...node,
      status: "executing",
      inputs,
      started_at: Date.now(),
    }),
    progress: (progress: number, message: string): RunEvent => ({
      ...node,
      status: "progress",
      progress,
      progress_message: message,
    }),
    streaming: (chunk: string): RunEvent => ({
      ...node,
      status: "streaming",
      streaming_chunk: chunk,
    }),
    completed: (output: Extract<RunEvent, { status: "completed" }>["output"]): RunEvent => ({
      ...node,
      status: "completed",
      output,
      duration_ms: 3,
    }),
    error: (error: string): RunEvent => ({ ...node, status: "error", error }),
    skipped: (error: string): RunEvent => ({ ...node, status: "error", error, skipped: true }),
  };
}
