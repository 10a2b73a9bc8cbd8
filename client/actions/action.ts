import type { EditorModel } from "../models/editor.ts";

/** What actions are listed under, in this order. */
export const GROUPS = [
  "File",
  "Run",
  "Edit",
  "Add",
  "Select",
  "Walk",
  "Nodes",
  "Arrange",
  "View",
  "Help",
] as const;
/** See {@link GROUPS}. */
export type ActionGroup = typeof GROUPS[number];

/** Something that the user can do: in the palette, in menus, by keys, in docs/editor.md. Keys are in `keys.ts`. */
export interface Action {
  /** `edit.undo`: what it is called in the code and in `KEYS`. */
  readonly id: string;
  readonly group: ActionGroup;
  /** In words: `Undo`. */
  readonly name: string;
  /** What it would do now, after the name: `move 3 nodes`. */
  detail?(editor: EditorModel): string | undefined;
  /** One sentence for docs and tooltips, where the name does not say all. */
  readonly help?: string;
  /** Whether it can be done now. */
  isEnabled(editor: EditorModel): boolean;
  run(editor: EditorModel): void | Promise<void>;
}

/** Always possible. */
export const always = () => true;

/** What of the graph is selected. */
export function selection({ graph }: EditorModel) {
  const nodes = graph.nodes.value.filter(({ selected }) => selected);
  return {
    nodes,
    ids: new Set(nodes.map(({ id }) => id)),
    edges: graph.edges.value.filter(({ selected }) => selected),
  };
}

/** At least so many nodes are selected. */
export function selects(least: number): (editor: EditorModel) => boolean {
  return (editor) => selection(editor).nodes.length >= least;
}

/** Whether there are nodes at all. */
export function hasNodes({ graph }: EditorModel): boolean {
  return graph.nodes.value.length > 0;
}
