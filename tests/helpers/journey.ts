import { launchBrowser } from "./browser.ts";
import { seedDraft } from "./drafts.ts";
import type { PackName } from "./copy_packs.ts";
import { EditorPage } from "./editor_page.ts";
import { type RealServer, startRealServer } from "./start_server.ts";

/** How the page is looked at. */
export interface Look {
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
  /** With fingers: a phone, where it is as narrow as one. */
  touch?: boolean;
}

/** A browser, and the real server that it goes to. */
export interface Journeys extends AsyncDisposable {
  readonly server: RealServer;
  /** Opens the editor in a fresh profile, with a workflow on the canvas where one is given. */
  open(workflow?: TestWorkflow, look?: Look): Promise<EditorPage>;
}

/** Nodes and edges of a saved file. */
export interface TestWorkflow {
  nodes: unknown[];
  edges: unknown[];
}

/** Starts a server that has these nodepacks, and a browser. */
export async function startJourneys(...packs: PackName[]): Promise<Journeys> {
  await using ending = new AsyncDisposableStack();
  const server = ending.use(await startRealServer(...packs));
  const browser = ending.use(await launchBrowser());
  const kept = ending.move();
  return {
    server,
    async open(
      workflow,
      { width = 1440, height = 900, colorScheme = "light", touch = false } = {},
    ) {
      const context = await browser.newContext({
        ...{ viewport: { width, height }, colorScheme, hasTouch: touch, isMobile: touch },
      });
      if (workflow) await seedDraft(context, draftOf(workflow));
      const page = new EditorPage(await context.newPage());
      await page.goto(server.url);
      const count = workflow?.nodes.length ?? 0;
      // A narrow page shows the list, and the canvas behind it.
      const state = width <= 600 ? "attached" : "visible";
      if (count > 0) await page.nodes.nth(count - 1).waitFor({ state });
      return page;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A node of a test graph: `[op, values]`, a number, a text, or the name of a kind of node. */
export type JourneyNode =
  | readonly [op: string, values?: Record<string, unknown>]
  | number
  | string
  | "view"
  | "list";

/**
 * A workflow in a row: nodes from left to right, or where `places` says (column, row). Edges are written `a -> b.param`,
 * `a.key -> b.param`; without a parameter they go to `input`.
 */
export function workflowOf(
  nodes: Record<string, JourneyNode>,
  edges: readonly string[] = [],
  places: Record<string, readonly [column: number, row: number]> = {},
): TestWorkflow {
  return {
    nodes: Object.entries(nodes).map(([id, node], index) => {
      const [column, row] = places[id] ?? [index, 0];
      return { id, ...kindOf(node), position: { x: column * 320, y: row * 260 } };
    }),
    edges: edges.map((edge) => {
      const found = /^(\w+)(?:\.(\w+))? -> (\w+)(?:\.([\w-]+))?$/.exec(edge);
      if (!found) throw new Error(`Not an edge: ${edge}`);
      const [, source, sourceHandle = "output", target, targetHandle = "input"] = found;
      return { id: edge, source, sourceHandle, target, targetHandle };
    }),
  };
}

function kindOf(node: JourneyNode): { type: string; data: unknown } {
  if (node === "view" || node === "list") return { type: `${node}Node`, data: {} };
  if (typeof node === "object") {
    return { type: "functionNode", data: { functionName: node[0], values: node[1] ?? {} } };
  }
  const variableType = typeof node === "number" ? "Number" : "String";
  return { type: "variableNode", data: { variableName: "", variableType, variableValue: node } };
}

function draftOf(workflow: TestWorkflow): object {
  return { version: 1, viewport: { x: 40, y: 60, zoom: 0.8 }, ...workflow };
}
