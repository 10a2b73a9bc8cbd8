import { useMemo } from "preact/hooks";
import type {
  Connection,
  ConnectionEnd,
  EditorEdge,
  FinalConnectionState,
  HandleEnd,
} from "../../client/flow.ts";
import type { ConnectResult, GraphModel } from "../../client/models/graph.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { inputType, outputType } from "../../client/models/handles.ts";
import { VALUE_TYPES, type ValueType } from "../../engine/core/schema.ts";
import { canConnect } from "../../engine/core/types_compatible.ts";
import { loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";

/** What React Flow asks and says about connections, answered by the graph's rules. Refusals become notices. */
export function useConnecting() {
  const editor = useEditor();
  const { graph, notices } = editor;
  return useMemo(() => {
    /** The edge whose end is being dragged. */
    let moving: string | undefined;
    let clicked: ConnectionEnd | undefined;
    const say = (reason: string | undefined) => {
      if (reason !== undefined) notices.show({ kind: "info", text: `Not connected: ${reason}` });
    };
    const tell = (result: ConnectResult) => say(result.ok ? undefined : result.reason);
    return {
      isValidConnection: (connection: Connection | EditorEdge) =>
        graph.canConnect(complete(connection), moving).ok,
      onConnectStart: (_event: unknown, start: ConnectionEnd) => showFits(editor, start),
      onConnect: (connection: Connection) => tell(graph.connect(connection)),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        showFits(editor, undefined);
        // While an edge is moved, `onReconnectEnd` says it.
        if (moving !== undefined) return;
        if (state.isValid === false) say(refusal(graph, state.fromHandle, state.toHandle));
        else if (!state.toHandle && state.fromHandle) {
          const { nodeId, id, type } = state.fromHandle;
          void loadOnce(loadLater).then(({ dropWire }) =>
            dropWire(editor, { nodeId, id, type }, event)
          );
        }
      },
      onReconnectStart: (_event: unknown, edge: EditorEdge) => {
        moving = edge.id;
      },
      onReconnect: (edge: EditorEdge, connection: Connection) =>
        tell(graph.reconnect(edge.id, connection)),
      onReconnectEnd: (
        _event: unknown,
        edge: EditorEdge,
        _type: unknown,
        state: FinalConnectionState,
      ) => {
        if (state.isValid === false) say(refusal(graph, state.fromHandle, state.toHandle, edge.id));
        else if (!state.toHandle) graph.disconnect(edge.id);
        moving = undefined;
      },
      onClickConnectStart: (_event: unknown, start: ConnectionEnd) => {
        clicked = start;
        showFits(editor, start);
      },
      onClickConnectEnd: (event: unknown) => {
        const end = clickedHandle((event as Event).currentTarget);
        if (clicked && end) say(clickRefusal(graph, clicked, end));
        clicked = undefined;
        showFits(editor, undefined);
      },
    };
  }, [graph, notices]);
}

/** Marks the canvas with the types that fit the handle that a connection begins at; undefined: it has ended. */
export function showFits(
  { catalog, graph, types }: EditorModel,
  start: ConnectionEnd | undefined,
): void {
  const canvas = document.querySelector<HTMLElement>(".canvas");
  if (!canvas) return;
  const { nodeId, handleId, handleType } = start ?? {};
  const node = graph.nodes.peek().find(({ id }) => id === nodeId);
  if (!node || !handleId || !handleType) {
    delete canvas.dataset.connecting;
    delete canvas.dataset.fits;
    return;
  }
  const handle = handleId;
  const from = types.solved.peek().get(node.id)?.outputs[handle] ??
    outputType(node, handle, catalog.find);
  const to = inputType(node, handle, catalog.find);
  const other = (type: ValueType) => ({ type, ts_type: type, name: handle });
  canvas.dataset.connecting = handleType;
  canvas.dataset.fits = VALUE_TYPES.filter((type) => {
    // Which choices there are is seen when the handle is reached.
    if (type === "Literal") return from.type !== "list" && from.type !== "dict";
    return handleType === "source"
      ? canConnect(from, other(type)).ok
      : canConnect(other(type), to).ok;
  }).join(" ");
}

/** Why two handles will not be connected; undefined when they will. */
export function refusal(
  graph: GraphModel,
  from: HandleEnd | null,
  to: HandleEnd | null,
  without?: string,
): string | undefined {
  if (!from || !to) return undefined;
  if (from.type === to.type) {
    return from.type === "source"
      ? "an output goes to an input, at the left of a node."
      : "an input takes an output, at the right of a node.";
  }
  const [source, target] = from.type === "source" ? [from, to] : [to, from];
  const result = graph.canConnect({
    source: source.nodeId,
    sourceHandle: source.id ?? null,
    target: target.nodeId,
    targetHandle: target.id ?? null,
  }, without);
  return result.ok ? undefined : result.reason;
}

function clickRefusal(graph: GraphModel, start: ConnectionEnd, end: HandleEnd): string | undefined {
  if (!start.nodeId || !start.handleType) return undefined;
  const from = { nodeId: start.nodeId, id: start.handleId, type: start.handleType };
  const same = from.nodeId === end.nodeId && from.id === end.id && from.type === end.type;
  if (same) return undefined; // A second click on the same handle calls it off.
  return refusal(graph, from, end);
}

function clickedHandle(element: EventTarget | null): HandleEnd | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  const { nodeid, handleid } = element.dataset;
  if (!nodeid) return undefined;
  const type = element.classList.contains("source") ? "source" : "target";
  return { nodeId: nodeid, id: handleid, type };
}

function complete(connection: Connection | EditorEdge): Connection {
  const { source, target, sourceHandle = null, targetHandle = null } = connection;
  return { source, target, sourceHandle, targetHandle };
}
