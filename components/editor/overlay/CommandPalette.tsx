import { useMemo } from "preact/hooks";
import box from "lucide/dist/esm/icons/box.mjs";
import { ACTIONS, runAction } from "../../../client/actions/table.ts";
import { focusNode } from "../../../client/focus_node.ts";
import { createFuzzy } from "../../../client/fuzzy.ts";
import { librarySections } from "../../../client/library_items.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import { nodeTitle } from "../../../client/models/node_data.ts";
import type { EditorNodeType } from "../../../client/flow.ts";
import { showNode } from "../../../client/show_node.ts";
import { useEditor } from "../context.ts";
import { LOOKS } from "../LibraryItemButton.tsx";
import { useActions } from "../shortcuts.ts";
import { Keys } from "./Keys.tsx";
import { type Choice, Picker } from "./Picker.tsx";
import { useClose } from "./use_close.ts";

/** A choice, and what it is found by beside its title. */
type Found = Choice & { text: string };

/** Every action, every node of the graph and every op, by a few letters. */
export function CommandPalette() {
  const editor = useEditor();
  const close = useClose();
  const { isMac } = useActions();
  const { search, all } = useMemo(() => {
    const all = [...actions(editor, isMac), ...nodes(editor), ...ops(editor)];
    const things = all.map(({ title, text }) => ({ name: title, text }));
    return { all, search: createFuzzy(things) };
  }, [isMac]);
  return (
    <Picker
      label="Find an action, node or op"
      placeholder="Action, node of the graph, or op to add"
      find={(query) =>
        query.trim() === "" ? all : possibleFirst(
          search(query).map((index) => ({ ...all[index], heading: undefined })),
          query.trim().toLowerCase(),
        )}
      empty="Nothing is called so, or mentions it."
      action="does it"
      {...close}
    />
  );
}

function actions(editor: EditorModel, isMac: boolean): Found[] {
  const shown = ACTIONS.filter(({ id }) => id !== "page.palette");
  const found = shown.map((action): Found => {
    const { id, group, name, help = "" } = action;
    const disabled = !action.isEnabled(editor);
    return {
      key: id,
      title: name,
      detail: action.detail?.(editor) ?? (disabled ? "not possible now" : group),
      hint: <Keys id={id} isMac={isMac} />,
      description: help,
      heading: "Actions",
      text: `${group} ${help}`,
      disabled,
      choose: () => void runAction(editor, id),
    };
  });
  return possibleFirst(found);
}

/**
 * What can be done now before what cannot. What is `called` keeps its place: who types "undo" and Enter must not get
 * the next best thing.
 */
function possibleFirst<T extends Choice>(choices: T[], called?: string): T[] {
  const isLast = ({ disabled = false, title }: T) =>
    Number(disabled && !(called !== undefined && title.toLowerCase().startsWith(called)));
  return choices.sort((a, b) => isLast(a) - isLast(b));
}

function nodes(editor: EditorModel): Found[] {
  return editor.graph.nodes.peek().map(({ id, type, data }) => {
    const title = nodeTitle(type as EditorNodeType, data);
    return {
      ...{ key: `node ${id}`, title, icon: box, heading: "Nodes of the graph" },
      detail: id === title ? "go to this node" : `go to ${id}`,
      text: id,
      choose: () => {
        showNode(editor, id);
        focusNode(id, editor.clock);
      },
    };
  });
}

function ops(editor: EditorModel): Found[] {
  const { graph, catalog, clock } = editor;
  return librarySections(catalog.ops.peek()).flatMap(({ title: pack, items }) =>
    items.map((item) => ({
      key: `add ${item.key}`,
      title: `Add ${item.name}`,
      ...(item.op ? { detail: pack } : {}),
      hint: item.counts,
      icon: LOOKS[item.kind].icon,
      look: `node-colors-${LOOKS[item.kind].node}`,
      description: item.description,
      heading: "Nodes to add",
      text: `${pack} ${item.description}`,
      choose: () => focusNode(graph.addNode(item.type, item.op ? { op: item.op } : {}), clock),
    }))
  );
}
