import { ControlButton, Controls, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { useComputed, useSignal } from "@preact/signals";
import fit from "lucide/dist/esm/icons/maximize.mjs";
import redo from "lucide/dist/esm/icons/redo-2.mjs";
import undo from "lucide/dist/esm/icons/undo-2.mjs";
import type { EditorEdge, EditorNode } from "../../client/flow.ts";
import type { Part } from "../../client/overview/part.ts";
import { LARGE, ZOOM } from "../../client/overview/view.ts";
import { NODE_TYPES } from "../nodes/registry.ts";
import { Icon, type IconShape } from "../ui/Icon.tsx";
import { EDGE_TYPES } from "./CanvasEdges.tsx";
import { CanvasEmpty } from "./CanvasEmpty.tsx";
import { CanvasGround } from "./CanvasGround.tsx";
import { CanvasMinimap } from "./CanvasMinimap.tsx";
import { CanvasView } from "./CanvasView.tsx";
import { useEditor } from "./context.ts";
import { DraftWait } from "./DraftWait.tsx";
import { useLater } from "./load_later.ts";
import { useActions } from "./shortcuts.ts";
import { useCanvasDrop } from "./use_canvas_drop.ts";
import { useCanvasHands } from "./use_canvas_hands.ts";
import { useCanvasKeys } from "./use_canvas_keys.ts";
import { useConnecting } from "./use_connecting.ts";
import { useDraft } from "./use_draft.ts";
import { useEdgeLooks } from "./use_edge_looks.tsx";

/** Nodes above which only those in view are on the page. */
const RENDER_ALL = 60;
/** Until it is known what of a large graph is shown. */
const NOTHING: Part = { nodes: [], edges: [] };
/** Pixels from a handle within which a connection is taken by it. */
const REACH = 28;
/** Pixels within which a press on a handle is no drag. */
const SHAKE = 6;

/** `tabindex` as SVG writes it: React's `tabIndex` says nothing there, and wires could not have the focus. */
const EDGE_OPTIONS = { interactionWidth: 24, domAttributes: { tabindex: 0 } as object };

/** The canvas: the graph that is edited, with background, controls and minimap. */
export function Canvas() {
  const container = useRef<HTMLDivElement>(null);
  const { graph, layout } = useEditor();
  const hasNodes = useComputed(() => graph.nodes.value.length > 0);
  const later = useLater(hasNodes.value);
  return (
    // Behind the outline it keeps its size, by which new nodes have their places; nothing in it can be reached.
    <div class="canvas" ref={container} tabIndex={-1} inert={layout.outline.value}>
      <ReactFlowProvider>
        <Flow container={container} />
        {later && <later.CanvasPeek container={container} />}
      </ReactFlowProvider>
    </div>
  );
}

function Flow({ container }: { container: RefObject<HTMLDivElement> }) {
  const { graph } = useEditor();
  const flow = useReactFlow<EditorNode, EditorEdge>();
  const count = graph.nodes.value.length;
  const isLarge = count > LARGE;
  const part = useSignal<Part>();
  const later = useLater(count > 0);
  const { nodes, edges: own } = isLarge
    ? part.value ?? NOTHING
    : { nodes: graph.nodes.value, edges: graph.edges.value };
  const edges = useEdgeLooks(own);
  const connecting = useConnecting();
  const drop = useCanvasDrop(flow.screenToFlowPosition);
  const hands = useCanvasHands(container);
  useCanvasKeys(container);
  const isBack = useDraft();
  return (
    <ReactFlow<EditorNode, EditorEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      defaultEdgeOptions={EDGE_OPTIONS}
      onNodesChange={(changes) => graph.applyNodeChanges(changes)}
      onEdgesChange={(changes) => graph.applyEdgeChanges(changes)}
      onMoveStart={() => markMoving(container.current, true)}
      onMoveEnd={(_, viewport) => {
        markMoving(container.current, false);
        graph.viewport.value = viewport;
      }}
      defaultViewport={graph.viewport.peek()}
      minZoom={ZOOM.least}
      maxZoom={ZOOM.most}
      connectionRadius={REACH}
      // A press on a handle that is no drag begins a connection too: a finger never rests quite still.
      connectionDragThreshold={SHAKE}
      // Delete and its like are ours: React Flow's would act wherever on the page the focus is.
      deleteKeyCode={null}
      // Space opens the search; a double click too.
      panActivationKeyCode={null}
      zoomOnDoubleClick={false}
      onlyRenderVisibleElements={count > RENDER_ALL}
      {...connecting}
      {...drop}
      {...hands}
    >
      <CanvasGround />
      {isLarge && later && <later.CanvasLarge container={container} part={part} />}
      <Controls showInteractive={false} showFitView={false} aria-label="View and history">
        <ControlButton title="Fit View" aria-label="Fit View" onClick={() => graph.fit()}>
          <Icon of={fit} size={14} />
        </ControlButton>
        <HistoryButtons />
      </Controls>
      <CanvasMinimap />
      <CanvasView container={container} />
      {later && (
        <>
          <later.CanvasSelection />
          <later.CanvasConnectionHint />
          <later.CanvasTapHint />
        </>
      )}
      {isBack ? <CanvasEmpty /> : <DraftWait />}
    </ReactFlow>
  );
}

/** While the view moves, what is on the canvas is moved as one picture; see canvas.css. */
function markMoving(canvas: HTMLElement | null, isMoving: boolean): void {
  if (isMoving) canvas?.setAttribute("data-moving", "true");
  else canvas?.removeAttribute("data-moving");
}

/** Undo and redo, whose tooltips say what. */
function HistoryButtons() {
  const { graph } = useEditor();
  const { act, keys } = useActions();
  const button = (id: string, label: string, icon: IconShape, step: string | undefined) => (
    <ControlButton
      title={`${[label, step].filter(Boolean).join(" ")} (${keys(id)})`}
      aria-label={label}
      disabled={step === undefined}
      onClick={() => act(id)}
    >
      <Icon of={icon} size={14} />
    </ControlButton>
  );
  return (
    <>
      {button("edit.undo", "Undo", undo, graph.undoName.value)}
      {button("edit.redo", "Redo", redo, graph.redoName.value)}
    </>
  );
}
