import { useMemo } from "preact/hooks";
import { otherEnds } from "../../../client/arrange/other_ends.ts";
import { createFuzzy } from "../../../client/fuzzy.ts";
import { focusNode } from "../../../client/focus_node.ts";
import type { EditorNode, EditorNodeType } from "../../../client/flow.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import { nodeTitle } from "../../../client/models/node_data.ts";
import { handleChoices } from "../../../client/outline/handle_ends.ts";
import { toScreen } from "../../../client/canvas_place.ts";
import { boxOf } from "../../../client/models/follow.ts";
import { useEditor } from "../context.ts";
import { type Choice, Picker } from "./Picker.tsx";
import { useClose } from "./use_close.ts";

const WORDS = {
  output: {
    label: (title: string) => `Connect ${title} with`,
    placeholder: "Node or input",
    none: "No other node has an input that this output fits.",
    noSuch: "No such input.",
  },
  input: {
    label: (title: string) => `Connect to ${title} from`,
    placeholder: "Node or output",
    none: "No other node has an output that fits an input of this one.",
    noSuch: "No such output.",
  },
};

/**
 * What a node may be connected with: where its output may go, or where its inputs may come from. Where one of its handles
 * is meant, what that does not fit is named too, with the reason.
 */
export function ConnectList({ node: id, end, handle }: {
  node: string;
  end: "input" | "output";
  handle?: string;
}) {
  const editor = useEditor();
  const close = useClose();
  const node = editor.graph.nodes.peek().find((one) => one.id === id);
  const choices = useMemo(
    () =>
      !node
        ? []
        : handle === undefined
        ? choicesOf(editor, node, end)
        : handleChoicesOf(editor, node, end, handle),
    [],
  );
  const find = useMemo(
    () => createFuzzy(choices.map(({ title, detail }) => ({ name: title, text: detail ?? "" }))),
    [],
  );
  if (!node) return null;
  const words = WORDS[end];
  const box = boxOf(node);
  const at = toScreen({ x: box.x + box.width + 24, y: box.y }, editor.graph.viewport.peek());
  return (
    <Picker
      label={words.label(handle === undefined ? titleOf(node) : `${titleOf(node)} · ${handle}`)}
      placeholder={words.placeholder}
      at={at}
      find={(query) => query.trim() === "" ? choices : find(query).map((index) => choices[index])}
      empty={choices.length === 0 ? words.none : words.noSuch}
      action="connects"
      {...close}
    />
  );
}

function choicesOf(editor: EditorModel, node: EditorNode, end: "input" | "output"): Choice[] {
  const { graph, catalog, clock, notices } = editor;
  const flow = { nodes: graph.nodes.peek(), edges: graph.edges.peek() };
  return otherEnds(node, end, flow, catalog.find).map((other) => {
    const { id } = other.node;
    const title = titleOf(other.node);
    const own = end === "input" ? ` → ${other.connection.targetHandle}` : "";
    return {
      key: `${id} ${other.handle}`,
      title: `${title} · ${other.handle}`,
      detail: (id === title ? other.type : `${other.type}, ${id}`) + own,
      hint: other.replaces ? "replaces a wire" : "",
      choose: () => {
        const result = graph.connect(other.connection);
        if (!result.ok) notices.show({ kind: "info", text: `Not connected: ${result.reason}` });
        focusNode(node.id, clock);
      },
    };
  });
}

function handleChoicesOf(
  { graph, catalog, notices }: EditorModel,
  node: EditorNode,
  end: "input" | "output",
  handle: string,
): Choice[] {
  const from = {
    nodeId: node.id,
    id: handle,
    type: end === "input" ? "target" : "source",
  } as const;
  const flow = { nodes: graph.nodes.peek(), edges: graph.edges.peek() };
  return handleChoices(from, flow, catalog.find).map((choice) => {
    const { reason, converts, replaces } = choice;
    const { id } = choice.node;
    const title = titleOf(choice.node);
    const fit = reason ?? (converts ? `${choice.type}, is converted` : choice.type);
    return {
      key: `${id} ${choice.handle}`,
      title: `${title} · ${choice.handle}`,
      detail: id === title ? fit : `${fit}, ${id}`,
      // An input that is to be fed has its wire replaced by every choice: that need not be said of each.
      hint: replaces && end === "output" && reason === undefined ? "replaces a wire" : "",
      heading: reason === undefined ? "Fits" : "Does not fit",
      disabled: reason !== undefined,
      description: reason === undefined ? "" : `Not possible: ${reason}`,
      // The focus is where it was when the list was opened: at the handle.
      choose: () => {
        const result = graph.connect(choice.connection);
        if (!result.ok) notices.show({ kind: "info", text: `Not connected: ${result.reason}` });
      },
    };
  });
}

function titleOf(node: EditorNode): string {
  return nodeTitle(node.type as EditorNodeType, node.data);
}
