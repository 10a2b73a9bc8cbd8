import { useMemo } from "preact/hooks";
import { bestFit, splice } from "../../../client/arrange/wires.ts";
import {
  type Candidate,
  createNodeSearch,
  openWire,
  variableTypeFor,
} from "../../../client/find_nodes.ts";
import type { XYPosition } from "../../../client/flow.ts";
import { focusNode } from "../../../client/focus_node.ts";
import type { EditorModel } from "../../../client/models/editor.ts";
import type { Overlay } from "../../../client/models/hands.ts";
import { convertVariable } from "../../../client/models/node_data.ts";
import { useEditor } from "../context.ts";
import { LOOKS } from "../LibraryItemButton.tsx";
import { type Choice, Picker } from "./Picker.tsx";
import { useClose } from "./use_close.ts";

type Wanted = Extract<Overlay, { kind: "search" }>;

/** Where the pointer holds a node that is added at it, and where a wire meets one. */
const GRIP = { x: 110, y: 16 };
const WIRE = { width: 260, y: 60 };

/** The search for what to add, at a place of the canvas; connected where a wire was dropped. */
export function NodeSearch({ wanted }: { wanted: Wanted }) {
  const editor = useEditor();
  const { graph, catalog } = editor;
  const ops = catalog.ops.value;
  const close = useClose();
  const search = useMemo(() => {
    const end = wanted.from ?? edgeStart(editor, wanted.into);
    const wire = end && openWire(end, graph.nodes.peek(), catalog.find);
    return createNodeSearch(ops, wire);
  }, [ops]);
  const wired = wanted.from !== undefined || wanted.into !== undefined;
  const toChoice = ({ item, pack, fit }: Candidate): Choice => ({
    key: item.key,
    title: item.name,
    ...(item.op ? { detail: pack } : {}),
    hint: item.counts,
    icon: LOOKS[item.kind].icon,
    look: `node-colors-${LOOKS[item.kind].node}`,
    description: item.description,
    ...(wired ? { heading: fit > 0 ? "Fits" : "Does not fit, is added without a wire" } : {}),
    choose: () => add(editor, wanted, item),
  });
  return (
    <Picker
      label={wired ? "Add a node to the wire" : "Add a node"}
      placeholder="Name, pack, type or what it does"
      at={wanted.screen}
      find={(query) => search(query).map(toChoice)}
      empty="Nothing is called so, or mentions it."
      action="adds"
      {...close}
    />
  );
}

/** Adds the node, connected, as one step, and moves the focus to it. */
function add(editor: EditorModel, wanted: Wanted, item: Candidate["item"]): void {
  const { graph, catalog, clock } = editor;
  const { from, into } = wanted;
  const findOp = catalog.find;
  const id = graph.asOne(`add ${item.name}`, () => {
    const position = wanted.at && placeOf(wanted);
    const added = graph.addNode(item.type, {
      ...(position ? { position } : {}),
      ...(item.op ? { op: item.op } : {}),
    });
    const flow = () => ({ nodes: graph.nodes.peek(), edges: graph.edges.peek() });
    if (into !== undefined) {
      graph.edit("insert", (now) => splice(now, added, into, findOp) ?? now);
    } else if (from) {
      if (item.type === "variableNode") fitVariable(editor, added, from);
      const node = flow().nodes.find((one) => one.id === added);
      const fit = node && bestFit(from, node, flow(), findOp);
      if (fit) {
        const ends = [{ node: from.nodeId, handle: from.id ?? null }, {
          node: added,
          handle: fit.handle,
        }];
        const [source, target] = from.type === "source" ? ends : ends.reverse();
        graph.connect({
          ...{ source: source.node, sourceHandle: source.handle },
          ...{ target: target.node, targetHandle: target.handle },
        });
      }
    }
    return added;
  });
  focusNode(id, clock);
}

function fitVariable(
  { graph, catalog }: EditorModel,
  id: string,
  from: NonNullable<Wanted["from"]>,
): void {
  const variableType = variableTypeFor(openWire(from, graph.nodes.peek(), catalog.find));
  graph.updateData(id, { variableType, variableValue: convertVariable(undefined, variableType) });
}

function placeOf({ at = { x: 0, y: 0 }, from, into }: Wanted): XYPosition {
  const left = from ? (from.type === "source" ? 0 : WIRE.width) : into ? WIRE.width / 2 : GRIP.x;
  const top = from || into ? WIRE.y : GRIP.y;
  return { x: Math.round(at.x - left), y: Math.round(at.y - top) };
}

function edgeStart({ graph }: EditorModel, edgeId: string | undefined) {
  const edge = graph.edges.peek().find(({ id }) => id === edgeId);
  return edge && { nodeId: edge.source, id: edge.sourceHandle ?? null, type: "source" as const };
}
