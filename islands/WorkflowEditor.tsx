import {
  Background,
  type Edge,
  type Node,
  ReactFlow,
  useEdgesState,
  useNodesState,
} from "@xyflow/react";

const NODES: Node[] = [
  { id: "a", position: { x: 80, y: 80 }, data: { label: "One" }, width: 150, height: 40 },
  { id: "b", position: { x: 320, y: 200 }, data: { label: "Two" }, width: 150, height: 40 },
];
const EDGES: Edge[] = [{ id: "a-b", source: "a", target: "b" }];

/** Two nodes and an edge, until the editor is here. */
export default function WorkflowEditor() {
  const [nodes, , onNodesChange] = useNodesState(NODES);
  const [edges, , onEdgesChange] = useEdgesState(EDGES);
  return (
    <div class="editor">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
      >
        <Background />
      </ReactFlow>
    </div>
  );
}
