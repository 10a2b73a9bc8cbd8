import { chooseAndOpenFile, saveFile } from "../files.ts";
import { type Action, always, hasNodes } from "./action.ts";

/** Files, runs, and what opens over the page. */
export const PAGE_ACTIONS: readonly Action[] = [
  {
    ...{ id: "file.open", group: "File", name: "Open a file" },
    isEnabled: always,
    run: (editor) => chooseAndOpenFile(editor),
  },
  {
    ...{ id: "file.save", group: "File", name: "Save as a file" },
    isEnabled: always,
    run: (editor) => saveFile(editor),
  },
  {
    ...{ id: "file.drafts", group: "File", name: "Recent drafts" },
    help: "The graphs that this browser has kept without a file: open one, or delete it.",
    isEnabled: always,
    run: ({ hands }) => {
      hands.overlay.value = { kind: "drafts" };
    },
  },
  {
    ...{ id: "file.clear", group: "File", name: "Empty the canvas" },
    help: "Removes all nodes. Undo brings them back.",
    isEnabled: hasNodes,
    run: ({ graph }) => graph.clear(),
  },
  {
    ...{ id: "run.execute", group: "Run", name: "Execute the graph" },
    isEnabled: ({ run }) => !run.active.value,
    run: ({ run }) => void run.execute(),
  },
  {
    ...{ id: "run.stop", group: "Run", name: "Stop the run" },
    isEnabled: ({ run }) => run.active.value,
    run: ({ run }) => void run.stop(),
  },
  {
    ...{ id: "run.reuse", group: "Run", name: "Reuse results" },
    detail: ({ reuse }) => reuse.on.value ? "turn off" : "turn on",
    help: "Nodes whose code and inputs are as in an earlier run keep their results.",
    isEnabled: always,
    run: ({ reuse }) => reuse.set(!reuse.on.value),
  },
  {
    ...{ id: "page.problems", group: "Run", name: "Show the problems of the graph" },
    help: "What would go wrong in a run, with the way to each node and to what mends it.",
    isEnabled: always,
    run: ({ types }) => {
      types.open.value = true;
    },
  },
  {
    ...{ id: "page.palette", group: "Help", name: "Find an action, node or op" },
    help: "The command palette: every action, every node of the graph, every op of the library.",
    isEnabled: always,
    run: ({ hands }) => {
      hands.overlay.value = { kind: "palette" };
    },
  },
  {
    ...{ id: "page.shortcuts", group: "Help", name: "Show all shortcuts" },
    isEnabled: always,
    run: ({ hands }) => {
      hands.overlay.value = { kind: "shortcuts" };
    },
  },
  {
    ...{ id: "page.settings", group: "View", name: "Open the settings" },
    isEnabled: always,
    run: ({ layout }) => layout.setSettings(true),
  },
  {
    ...{ id: "page.search", group: "View", name: "Search the library" },
    isEnabled: always,
    run: ({ layout, clock }) => {
      layout.setPanel("library", true);
      clock.frame(() => document.querySelector<HTMLElement>(".search-input")?.focus());
    },
  },
];
