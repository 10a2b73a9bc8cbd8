import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import box from "lucide/dist/esm/icons/square-function.mjs";
import stream from "lucide/dist/esm/icons/audio-lines.mjs";
import timer from "lucide/dist/esm/icons/gauge.mjs";
import { type OpKind, opKind, type OpSchema, type ParamSchema } from "../../engine/core/schema.ts";
import type { FunctionNodeType } from "../../client/flow.ts";
import type { NodeConnections } from "../../client/models/connections.ts";
import { hasDefault, inputParams, outputHandles } from "../../client/models/handles.ts";
import { useEditor } from "../editor/context.ts";
import type { IconShape } from "../ui/Icon.tsx";
import { useOpIcon } from "../ui/use_op_icon.ts";
import { DefaultsFold } from "./DefaultsFold.tsx";
import { UnknownOp } from "./UnknownOp.tsx";
import { OutputHandle, useHandleLayout, useLingering } from "./handles.tsx";
import { NodeFrame } from "./NodeFrame.tsx";
import { sameNode, useNodeData } from "./use_node_data.ts";
import { ParamRow } from "./ParamRow.tsx";

const ICONS = { function: box, progress: timer, stream } as const satisfies Record<
  OpKind,
  IconShape
>;

/** Calls an op: a row for each parameter, those with a default in a fold, outputs at the right. */
export const FunctionNode = memo(function FunctionNode(props: NodeProps<FunctionNodeType>) {
  const { id } = props;
  const data = useNodeData(props);
  const { graph, catalog } = useEditor();
  const connections = graph.connections(id).value;
  const open = graph.expanded(id);
  const op = catalog.find(data.functionName, data.pack);
  const icon = useOpIcon(op?.icon, op ? ICONS[opKind(op)] : box);
  const params = inputParams(op, data.values, connections.inputs.keys());
  const plain = params.filter((param) => !hasDefault(param));
  const folded = params.filter(hasDefault);
  const lingering = useLingering(connections);
  const shown = folded.filter(({ name }) =>
    open.value || connections.inputs.has(name) || lingering.inputs.has(name)
  );
  const row = (param: ParamSchema) => (
    <ParamRow
      key={param.name}
      nodeId={id}
      param={param}
      value={data.values[param.name]}
      connected={connections.inputs.has(param.name)}
    />
  );
  const names = [...plain, ...shown].map(({ name }) => name);
  useHandleLayout(id, `${names.join()}|${op?.returns.map(({ name }) => name).join()}`);
  return (
    <NodeFrame
      id={id}
      kind="function"
      title={data.label ?? op?.title ?? data.functionName}
      icon={icon}
      extra={op?.pack ?? data.pack}
      deprecated={op?.deprecated !== undefined}
    >
      {plain.map(row)}
      {folded.length > 0 && <DefaultsFold nodeId={id} count={folded.length} open={open} />}
      {shown.map(row)}
      {!op && <UnknownOp nodeId={id} name={data.functionName} pack={data.pack} />}
      <Outputs nodeId={id} op={op} connections={connections} />
    </NodeFrame>
  );
}, sameNode);

function Outputs({ nodeId, op, connections }: {
  nodeId: string;
  op: OpSchema | undefined;
  connections: NodeConnections;
}) {
  const solved = useEditor().types.solvedOf(nodeId).value?.outputs;
  return (
    <div class="node-outputs">
      {outputHandles(op, connections.outputs).map(({ id, info: declared }) => {
        const name = id === "output" ? "result" : id;
        const info = solved?.[id] ?? declared;
        return (
          <div key={id} class="node-row output" title={`${name}: ${info.ts_type}`}>
            <span class="param-label">
              <span class="param-name">{name}</span> <span class="param-type">({info.type})</span>
            </span>
            <OutputHandle
              id={id}
              label={`Output ${name}`}
              type={info.type}
              connected={connections.outputs.has(id)}
            />
          </div>
        );
      })}
    </div>
  );
}
