import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { parseWorkflow } from "../../engine/core/parse_workflow.ts";
import { serializeWorkflow } from "../../engine/core/workflow.ts";
import type { Workflow } from "../../client/flow.ts";
import type { GraphModel } from "../../client/models/graph.ts";
import { useEditor } from "./context.ts";

const CLIPBOARD = ["copy", "cut", "paste"] as const;
const WRITES = "input, textarea, select, [contenteditable], .nokey";

/** The canvas's own keys: Delete, undo and redo, duplicate, select all, the clipboard. Fields keep theirs. */
export function useCanvasKeys(container: RefObject<HTMLElement>): void {
  const { graph } = useEditor();
  useEffect(() => {
    const isOurs = ({ target }: Event) => {
      if (!(target instanceof Element) || target.closest(WRITES)) return false;
      // Nothing focused counts as the canvas; a button of another panel does not.
      return target === document.body || container.current?.contains(target) === true;
    };
    const act = (event: Event, action: ((graph: GraphModel) => void) | undefined) => {
      if (!action) return;
      event.preventDefault();
      action(graph);
      if (isGone(graph, event.target)) container.current?.focus({ preventScroll: true });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (isOurs(event)) act(event, keyAction(event));
    };
    const onClipboard = (event: ClipboardEvent) => {
      if (isOurs(event)) act(event, clipboardAction(event, graph));
    };
    document.addEventListener("keydown", onKeyDown);
    for (const name of CLIPBOARD) document.addEventListener(name, onClipboard);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      for (const name of CLIPBOARD) document.removeEventListener(name, onClipboard);
    };
  }, [graph]);
}

/** Whether what has the focus is no longer in the graph: the page is about to lose it. */
function isGone(graph: GraphModel, target: EventTarget | null): boolean {
  const element = target instanceof Element &&
    target.closest(".react-flow__node, .react-flow__edge");
  if (!element) return false;
  const id = element.getAttribute("data-id");
  return ![...graph.nodes.peek(), ...graph.edges.peek()].some((one) => one.id === id);
}

/** Nodes are on the clipboard as a workflow file's text, so that they can go to another window too. */
function clipboardAction(
  { type, clipboardData }: ClipboardEvent,
  graph: GraphModel,
): ((graph: GraphModel) => void) | undefined {
  if (type === "paste") {
    const workflow = readWorkflow(clipboardData?.getData("text/plain") ?? "");
    return workflow && ((graph) => graph.insert(workflow));
  }
  // Text that is marked, in a view for example, is what is meant.
  if (document.getSelection()?.isCollapsed === false) return undefined;
  const selected = graph.selectedWorkflow();
  if (selected.nodes.length === 0) return undefined;
  return (graph) => {
    clipboardData?.setData("text/plain", serializeWorkflow(selected));
    if (type === "cut") graph.removeSelected();
  };
}

function readWorkflow(text: string): Workflow | undefined {
  try {
    return parseWorkflow(text).workflow;
  } catch {
    return undefined; // Some other text: there is nothing to paste here.
  }
}

function keyAction(event: KeyboardEvent): ((graph: GraphModel) => void) | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (altKey) return undefined;
  if (!ctrlKey && !metaKey) {
    return key === "Delete" || key === "Backspace" ? (graph) => graph.removeSelected() : undefined;
  }
  switch (key.toLowerCase()) {
    case "z":
      return shiftKey ? (graph) => graph.redo() : (graph) => graph.undo();
    case "y":
      return (graph) => graph.redo();
    case "d":
      return (graph) => graph.duplicateSelected();
    case "a":
      return (graph) => graph.selectAll();
    default:
      return undefined;
  }
}
