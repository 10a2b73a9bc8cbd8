import { useMemo } from "preact/hooks";
import { inputIds, outputIds } from "../../../client/arrange/wires.ts";
import { reach } from "../../../client/arrange/reach.ts";
import { createFuzzy } from "../../../client/fuzzy.ts";
import { focusNode } from "../../../client/focus_node.ts";
import type { EditorNode, EditorNodeType } from "../../../client/flow.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import { inputType, outputType } from "../../../client/models/handles.ts";
import { nodeTitle } from "../../../client/models/node_data.ts";
import { toScreen } from "../../../client/canvas_place.ts";
import { boxOf } from "../../../client/models/follow.ts";
import { canConnect } from "../../../engine/core/types_compatible.ts";
import { useEditor } from "../context.ts";
import { type Choice, Picker } from "./Picker.tsx";
import { useClose } from "./use_close.ts";

/** Where the output of a node may go: inputs that are free first, the nearest before others. */
export function ConnectList({ node: id }: { node: string }) {
  const editor = useEditor();
  const close = useClose();
  const node = editor.graph.nodes.peek().find((one) => one.id === id);
  const targets = useMemo(() => node ? targetsOf(editor, node) : [], []);
  const find = useMemo(
    () => createFuzzy(targets.map(({ title, detail }) => ({ name: title, text: detail ?? "" }))),
    [],
  );
  if (!node) return null;
  const box = boxOf(node);
  const at = toScreen({ x: box.x + box.width + 24, y: box.y }, editor.graph.viewport.peek());
  return (
    <Picker
      label={`Connect ${nodeTitle(node.type as EditorNodeType, node.data)} with`}
      placeholder="Node or input"
      at={at}
      find={(query) => query.trim() === "" ? targets : find(query).map((index) => targets[index])}
      empty={targets.length === 0
        ? "No other node has an input that this output fits."
        : "No such input."}
      action="connects"
      {...close}
    />
  );
}

function targetsOf(editor: EditorModel, node: EditorNode): Choice[] {
  const { graph, catalog, clock } = editor;
  const flow = { nodes: graph.nodes.peek(), edges: graph.edges.peek() };
  // What it depends on would close a cycle.
  const before = reach([node.id], flow.edges, "up");
  const here = boxOf(node);
  const choices: (Choice & { rank: number })[] = [];
  for (const other of flow.nodes) {
    if (before.has(other.id)) continue;
    const title = nodeTitle(other.type as EditorNodeType, other.data);
    const taken = new Set(
      flow.edges.filter(({ target }) => target === other.id).map((edge) => edge.targetHandle),
    );
    for (const handle of inputIds(other, catalog.find, flow.edges)) {
      const to = inputType(other, handle, catalog.find);
      const source = outputIds(node, catalog.find).find((output) =>
        canConnect(outputType(node, output, catalog.find), to).ok
      );
      if (source === undefined) continue;
      const box = boxOf(other);
      const isTaken = taken.has(handle);
      choices.push({
        key: `${other.id} ${handle}`,
        title: `${title} · ${handle}`,
        detail: other.id === title ? to.type : `${to.type}, ${other.id}`,
        hint: isTaken ? "replaces a wire" : "",
        rank: Math.hypot(box.x - here.x, box.y - here.y) + (isTaken ? 1e6 : 0),
        choose: () => {
          const result = graph.connect({
            ...{ source: node.id, sourceHandle: source, target: other.id, targetHandle: handle },
          });
          if (!result.ok) {
            editor.notices.show({ kind: "info", text: `Not connected: ${result.reason}` });
          }
          focusNode(node.id, clock);
        },
      });
    }
  }
  return choices.sort((a, b) => a.rank - b.rank);
}
