import { useMemo } from "preact/hooks";
import { otherEnds } from "../../../client/arrange/other_ends.ts";
import { createFuzzy } from "../../../client/fuzzy.ts";
import { focusNode } from "../../../client/focus_node.ts";
import type { EditorNode, EditorNodeType } from "../../../client/flow.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import { nodeTitle } from "../../../client/models/node_data.ts";
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

/** What a node may be connected with: where its output may go, or where its inputs may come from. */
export function ConnectList({ node: id, end }: { node: string; end: "input" | "output" }) {
  const editor = useEditor();
  const close = useClose();
  const node = editor.graph.nodes.peek().find((one) => one.id === id);
  const choices = useMemo(() => node ? choicesOf(editor, node, end) : [], []);
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
      label={words.label(titleOf(node))}
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

function titleOf(node: EditorNode): string {
  return nodeTitle(node.type as EditorNodeType, node.data);
}
