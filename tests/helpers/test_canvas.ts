import type { Browser } from "playwright-core";
import type { CatalogOp } from "@/engine/catalog/types.ts";
import type { JsonValue } from "@/engine/core/json.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { opKind, type OpSchema } from "@/engine/core/schema.ts";
import type { Workflow } from "@/engine/core/workflow.ts";
import { launchBrowser } from "./browser.ts";
import { seedDraft } from "./drafts.ts";
import { EditorPage } from "./editor_page.ts";
import type { FakeEngine, FakeScript } from "./fake_engine.ts";
import { serveEditor } from "./serve_editor.ts";
import { fakeServices } from "./test_app.ts";
import { testCatalog } from "./test_catalog.ts";

/** What is on the canvas at first. */
type TestWorkflow = Pick<Workflow, "nodes" | "edges" | "viewport">;

/** The editor in a browser, on a server whose runs the test writes. */
export interface CanvasTest extends AsyncDisposable {
  readonly engine: FakeEngine;
  /** Opens the editor in a fresh profile, with a workflow on the canvas where one is given. */
  open(workflow?: TestWorkflow): Promise<EditorPage>;
}

/** Starts a browser and a server that has these ops. */
export async function testCanvas(ops: OpSchema[]): Promise<CanvasTest> {
  const services = fakeServices();
  const catalogOps = ops.map((schema): CatalogOp => ({
    schema,
    kind: opKind(schema),
    file: "ops.ts",
  }));
  services.engine.snapshot = testCatalog(catalogOps);
  await using ending = new AsyncDisposableStack();
  const server = ending.use(await serveEditor(services));
  const browser: Browser = ending.use(await launchBrowser());
  const kept = ending.move();
  return {
    engine: services.engine,
    async open(workflow) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      if (workflow) await seedDraft(context, draftOf(workflow));
      const page = new EditorPage(await context.newPage());
      await page.goto(server.url);
      const count = workflow?.nodes.length ?? 0;
      if (count > 0) await page.root.locator(".react-flow__node").nth(count - 1).waitFor();
      return page;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function draftOf(workflow: TestWorkflow): object {
  return { version: 1, viewport: { x: 40, y: 40, zoom: 1 }, ...workflow };
}

/** A run that yields these events and ends. */
export function script(...events: RunEvent[]): FakeScript {
  return async function* () {
    for (const event of events) yield await Promise.resolve(event);
    yield { status: "done", results: {} };
  };
}

/** The events of a node that gives an output. */
export function completed(id: string, output: JsonValue): RunEvent[] {
  const node = { node_id: id, node_number: 1, node_name: id };
  return [
    { ...node, status: "executing", inputs: {} },
    { ...node, status: "completed", output },
  ];
}
