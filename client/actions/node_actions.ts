import { PAPER_COLORS, type PaperColor } from "../../engine/core/workflow.ts";
import type { EditorNode } from "../flow.ts";
import type { EditorModel } from "../models/editor.ts";
import { makeNode, patched } from "../models/node_data.ts";
import { namesOf } from "../models/step_names.ts";
import { type Action, selection } from "./action.ts";

/** Marks of nodes: see `NodeMarks`. */
type Mark = { mode: "mute" | "bypass" } | { collapsed: true };

function marking(
  id: string,
  name: string,
  verbs: [on: string, off: string],
  mark: Mark,
  help: string,
): Action {
  return {
    ...{ id, group: "Nodes", name, help },
    isEnabled: (editor) => runnable(editor).length > 0,
    run: (editor) => toggle(editor, verbs, mark),
  };
}

/** Gives the selected notes and groups a colour. */
function coloring(color: PaperColor): Action {
  const isPaper = ({ type }: EditorNode) => type === "noteNode" || type === "groupNode";
  return {
    ...{ id: `paper.${color}`, group: "Nodes", name: `Colour of notes and groups: ${color}` },
    isEnabled: (editor) => selection(editor).nodes.some(isPaper),
    run: (editor) => {
      const papers = new Set(selection(editor).nodes.filter(isPaper));
      editor.graph.edit(`colour ${namesOf([...papers])}`, (flow) => ({
        nodes: flow.nodes.map((node) =>
          papers.has(node)
            ? { ...node, ...makeNode({ ...node, data: patched(node.data, { color }) }) }
            : node
        ),
        edges: flow.edges,
      }));
    },
  };
}

/** How nodes take part in runs, and how they are shown. */
export const NODE_ACTIONS: readonly Action[] = [
  marking(
    "node.mute",
    "Mute or unmute",
    ["mute", "unmute"],
    { mode: "mute" },
    "A muted node is skipped, and so is what depends on it.",
  ),
  marking(
    "node.bypass",
    "Bypass or use again",
    ["bypass", "use"],
    { mode: "bypass" },
    "A bypassed node does not run: its first connected input that fits takes its place.",
  ),
  marking(
    "node.collapse",
    "Collapse or unfold",
    ["collapse", "unfold"],
    { collapsed: true },
    "A collapsed node shows its head alone, and keeps its wires.",
  ),
  ...PAPER_COLORS.map(coloring),
];

function runnable(editor: EditorModel): EditorNode[] {
  return selection(editor).nodes.filter(({ type }) => type !== "noteNode" && type !== "groupNode");
}

/** Marks the selected nodes, or when all of them are marked so, takes the mark away. */
function toggle(editor: EditorModel, [on, off]: [string, string], mark: Mark): void {
  const nodes = runnable(editor);
  const [[key, value]] = Object.entries(mark);
  const has = ({ data }: EditorNode) => (data as Record<string, unknown>)[key] === value;
  const all = nodes.every(has);
  const chosen = new Set(nodes);
  const patch = { [key]: all ? undefined : value };
  const name = `${all ? off : on} ${namesOf(nodes)}`;
  editor.graph.edit(name, (flow) => ({
    nodes: flow.nodes.map((node) =>
      chosen.has(node)
        ? { ...node, ...makeNode({ ...node, data: patched(node.data, patch) }) }
        : node
    ),
    edges: flow.edges,
  }));
  editor.hands.said.value = name;
}
