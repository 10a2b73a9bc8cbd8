import { align, type Axis, distribute, type Side } from "../arrange/align.ts";
import { namesOf } from "../models/step_names.ts";
import { type Action, hasNodes, selection, selects } from "./action.ts";

const SIDES = {
  left: "Align left sides",
  right: "Align right sides",
  top: "Align upper sides",
  bottom: "Align lower sides",
  center: "Align middles in a column",
  middle: "Align middles in a row",
} as const satisfies Record<Side, string>;
const AXES = {
  across: "Distribute across",
  down: "Distribute down",
} as const satisfies Record<Axis, string>;

function namesOfAll<Key extends string>(names: Readonly<Record<Key, string>>): [Key, string][] {
  return Object.entries(names) as [Key, string][];
}

function alignment(side: Side, name: string): Action {
  return {
    ...{ id: `arrange.${side}`, group: "Arrange", name },
    isEnabled: selects(2),
    run: (editor) =>
      editor.graph.edit(`align ${namesOf(selection(editor).nodes)}`, (flow) => align(flow, side)),
  };
}

function spreading(axis: Axis, name: string): Action {
  return {
    ...{ id: `arrange.${axis}`, group: "Arrange", name },
    isEnabled: selects(3),
    run: (editor) =>
      editor.graph.edit(
        `distribute ${namesOf(selection(editor).nodes)}`,
        (flow) => distribute(flow, axis),
      ),
  };
}

/** Where nodes are. */
export const ARRANGE_ACTIONS: readonly Action[] = [
  {
    ...{ id: "arrange.tidy", group: "Arrange", name: "Tidy the layout" },
    help: "Lays out the selected nodes, or all where fewer than two are selected.",
    isEnabled: hasNodes,
    run: async (editor) => {
      const { tidy } = await import("../arrange/tidy.ts");
      const some = selection(editor).nodes;
      const which = some.length < 2 ? "all" : "selected";
      const name = which === "all" ? "tidy the layout" : `tidy ${namesOf(some)}`;
      editor.graph.edit(name, (flow) => tidy(flow, which));
      if (which === "all") editor.graph.fit();
    },
  },
  ...namesOfAll(SIDES).map(([side, name]) => alignment(side, name)),
  ...namesOfAll(AXES).map(([axis, name]) => spreading(axis, name)),
  {
    ...{ id: "arrange.ungroup", group: "Arrange", name: "Remove the group, keep what is in it" },
    isEnabled: (editor) => selection(editor).nodes.some(({ type }) => type === "groupNode"),
    run: (editor) => {
      const groups = selection(editor).nodes.filter(({ type }) => type === "groupNode");
      editor.graph.removeNodes(groups.map(({ id }) => id));
    },
  },
];
