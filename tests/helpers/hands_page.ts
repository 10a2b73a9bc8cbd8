import type { Locator } from "playwright-core";
import type { WorkflowNode } from "@/engine/core/workflow.ts";
import { replaceDraft } from "./drafts.ts";
import type { EditorPage } from "./editor_page.ts";

/** A function node for a workflow of a test. */
export function fn(id: string, x: number, y = 0, functionName = "add", more = {}): WorkflowNode {
  const data = { functionName, values: {}, ...more };
  return { id, type: "functionNode", position: { x, y }, data };
}

/** A variable that holds a number. */
export function number(id: string, x: number, y = 0, more = {}): WorkflowNode {
  const data = { variableName: id, variableType: "Number", variableValue: 1, ...more } as const;
  return { id, type: "variableNode", position: { x, y }, data };
}

/** A view. */
export function view(id: string, x: number, y = 0, more = {}): WorkflowNode {
  return { id, type: "viewNode", position: { x, y }, data: { ...more } };
}

/** An edge of a whole value. */
export function wire(source: string, target: string, targetHandle: string) {
  return { id: `${source}-${target}`, source, sourceHandle: "output", target, targetHandle };
}

/** The open palette or search. */
export function picker(page: EditorPage): Locator {
  return page.root.locator(".picker");
}

/** What the palette or search has marked. */
export function marked(page: EditorPage): Locator {
  return picker(page).locator('[role="option"][aria-selected="true"] .picker-title');
}

/** A place of the canvas where nothing is, on the page. */
export const BARE = { x: 700, y: 700 };

/** Presses the bare canvas, so that its keys hold and the pointer is there. */
export async function pressCanvas(page: EditorPage, at = BARE): Promise<void> {
  await page.root.mouse.click(at.x, at.y);
}

/** Focuses a node and selects it, as a click does. */
export async function choose(page: EditorPage, id: string): Promise<void> {
  await page.node(id).locator(".node-title").click();
  await page.root.locator(`.react-flow__node.selected[data-id="${id}"]`).waitFor();
}

/** Ids of the selected nodes. */
export async function selected(page: EditorPage): Promise<string[]> {
  return await page.root.locator(".react-flow__node.selected").evaluateAll((all) =>
    all.map((node) => (node as HTMLElement).dataset.id ?? "")
  );
}

/** Puts another graph onto the page, as a file that is dropped there: one page serves a whole test. */
export async function load(
  page: EditorPage,
  workflow: { nodes: WorkflowNode[]; edges: object[] },
): Promise<void> {
  const viewport = { x: 40, y: 40, zoom: 1 };
  await replaceDraft(page.root, { version: 1, viewport, ...workflow });
  await page.ready();
  const count = workflow.nodes.length;
  if (count > 0) await page.nodes.nth(count - 1).waitFor();
}
