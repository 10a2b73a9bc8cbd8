import { align, type Axis, distribute, type Side } from "../arrange/align.ts";
import { namesOf } from "../models/step_names.ts";
import { type Action, hasNodes, selection, selects } from "./action.ts";

function alignment(id: string, side: Side, name: string): Action {
  return {
    ...{ id, group: "Arrange", name },
    isEnabled: selects(2),
    run: (editor) =>
      editor.graph.edit(`align ${namesOf(selection(editor).nodes)}`, (flow) => align(flow, side)),
  };
}

function spreading(id: string, axis: Axis, name: string): Action {
  return {
    ...{ id, group: "Arrange", name },
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
  alignment("arrange.left", "left", "Align left sides"),
  alignment("arrange.right", "right", "Align right sides"),
  alignment("arrange.top", "top", "Align upper sides"),
  alignment("arrange.bottom", "bottom", "Align lower sides"),
  alignment("arrange.center", "center", "Align middles in a column"),
  alignment("arrange.middle", "middle", "Align middles in a row"),
  spreading("arrange.across", "across", "Distribute across"),
  spreading("arrange.down", "down", "Distribute down"),
  {
    ...{ id: "arrange.ungroup", group: "Arrange", name: "Remove the group, keep what is in it" },
    isEnabled: (editor) => selection(editor).nodes.some(({ type }) => type === "groupNode"),
    run: (editor) => {
      const groups = selection(editor).nodes.filter(({ type }) => type === "groupNode");
      editor.graph.removeNodes(groups.map(({ id }) => id));
    },
  },
];
