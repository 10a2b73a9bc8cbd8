import { memo } from "react";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ParamSchema } from "../../engine/core/schema.ts";
import { useEditor } from "../editor/context.ts";
import { Field } from "../fields/Field.tsx";
import { InputHandle } from "./handles.tsx";

/** A parameter of a function node: its handle, its label, and its field unless it is connected. */
export const ParamRow = memo(function ParamRow({ nodeId, param, value, connected }: {
  nodeId: string;
  param: ParamSchema;
  value: JsonValue | undefined;
  connected: boolean;
}) {
  const { graph } = useEditor();
  const fieldId = `${nodeId}-${param.name}-field`;
  const inline = param.type === "bool" && !connected;
  return (
    <div class="node-row param" data-param={param.name} data-inline={inline}>
      <InputHandle
        id={param.name}
        label={`Input ${param.name}`}
        type={param.type}
        connected={connected}
      />
      <ParamLabel param={param} fieldId={connected ? undefined : fieldId} />
      {connected
        ? <span class="param-dot" role="img" aria-label="Connected" title="Connected" />
        : (
          <Field
            id={fieldId}
            param={param}
            value={value}
            onChange={(next) => graph.setValue(nodeId, param.name, next)}
          />
        )}
    </div>
  );
});

function ParamLabel({ param, fieldId }: { param: ParamSchema; fieldId: string | undefined }) {
  const title = [`${param.name}: ${param.ts_type}`, param.description].filter(Boolean).join("\n");
  const words = (
    <>
      <span class="param-name">{param.name}</span> <span class="param-type">({param.type})</span>
    </>
  );
  return fieldId === undefined
    ? <span class="param-label" title={title}>{words}</span>
    : <label class="param-label" title={title} htmlFor={fieldId}>{words}</label>;
}
