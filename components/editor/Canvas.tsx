import {
  Background,
  ControlButton,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import redo from "lucide/dist/esm/icons/redo-2.mjs";
import undo from "lucide/dist/esm/icons/undo-2.mjs";
import type { EditorEdge, EditorNode } from "../../client/flow.ts";
import { NODE_TYPES } from "../nodes/registry.ts";
import { Icon } from "../ui/Icon.tsx";
import { CanvasConnectionHint } from "./CanvasConnectionHint.tsx";
import { CanvasEmpty } from "./CanvasEmpty.tsx";
import { CanvasMinimap } from "./CanvasMinimap.tsx";
import { CanvasSelection } from "./CanvasSelection.tsx";
import { CanvasView, FIT } from "./CanvasView.tsx";
import { useEditor } from "./context.ts";
import { useCanvasDrop } from "./use_canvas_drop.ts";
import { useCanvasKeys } from "./use_canvas_keys.ts";
import { useConnecting } from "./use_connecting.ts";
import { useDraft } from "./use_draft.ts";

/** Nodes above which only those in view are on the page. */
const RENDER_ALL = 60;
const ZOOM = { min: 0.1, max: 2.5 };
/** Pixels from a handle within which a connection is taken by it. */
const REACH = 28;

const EDGE_OPTIONS = { interactionWidth: 24 };

/** The canvas: the graph that is edited, with background, controls and minimap. */
export function Canvas() {
  const container = useRef<HTMLDivElement>(null);
  return (
    <div class="canvas" ref={container} tabIndex={-1}>
      <ReactFlowProvider>
        <Flow container={container} />
      </ReactFlowProvider>
    </div>
  );
}

function Flow({ container }: { container: RefObject<HTMLDivElement> }) {
  const { graph } = useEditor();
  const flow = useReactFlow<EditorNode, EditorEdge>();
  const nodes = graph.nodes.value;
  const connecting = useConnecting();
  const drop = useCanvasDrop(flow.screenToFlowPosition);
  useCanvasKeys(container);
  useDraft();
  return (
    <ReactFlow<EditorNode, EditorEdge>
      nodes={nodes}
      edges={graph.edges.value}
      nodeTypes={NODE_TYPES}
      defaultEdgeOptions={EDGE_OPTIONS}
      onNodesChange={(changes) => graph.applyNodeChanges(changes)}
      onEdgesChange={(changes) => graph.applyEdgeChanges(changes)}
      onMoveEnd={(_, viewport) => graph.viewport.value = viewport}
      defaultViewport={graph.viewport.peek()}
      minZoom={ZOOM.min}
      maxZoom={ZOOM.max}
      connectionRadius={REACH}
      // Delete and its like are ours: React Flow's would act wherever on the page the focus is.
      deleteKeyCode={null}
      onlyRenderVisibleElements={nodes.length > RENDER_ALL}
      fitViewOptions={FIT}
      {...connecting}
      {...drop}
    >
      <Background gap={20} size={1.5} />
      <Controls showInteractive={false} fitViewOptions={FIT} aria-label="View and history">
        <HistoryButtons />
      </Controls>
      <CanvasMinimap />
      <CanvasView container={container} />
      <CanvasSelection />
      <CanvasConnectionHint />
      <CanvasEmpty />
    </ReactFlow>
  );
}

function HistoryButtons() {
  const { graph } = useEditor();
  return (
    <>
      <ControlButton
        title="Undo (Ctrl+Z)"
        aria-label="Undo"
        disabled={!graph.canUndo.value}
        onClick={() => graph.undo()}
      >
        <Icon of={undo} size={14} />
      </ControlButton>
      <ControlButton
        title="Redo (Ctrl+Shift+Z)"
        aria-label="Redo"
        disabled={!graph.canRedo.value}
        onClick={() => graph.redo()}
      >
        <Icon of={redo} size={14} />
      </ControlButton>
    </>
  );
}
