import link from "lucide/dist/esm/icons/link.mjs";
import type { FunctionData } from "../../client/flow.ts";
import { type OpKind, opKind, type OpSchema, type ParamSchema } from "../../engine/core/schema.ts";
import { plainText } from "../../client/values.ts";
import { nodeTitle } from "../../client/models/node_data.ts";
import { Field } from "../fields/Field.tsx";
import { Icon } from "../ui/Icon.tsx";
import { DocText } from "../ui/DocText.tsx";
import { useEditor } from "./context.ts";

const KINDS = {
  function: "",
  progress: "Reports its progress",
  stream: "Streams text",
} as const satisfies Record<OpKind, string>;

/** Of a function node: what its op says of itself, and every parameter with its type, default and control. */
export function FunctionProperties({ id, data }: { id: string; data: FunctionData }) {
  const { catalog } = useEditor();
  const op = catalog.find(data.functionName, data.pack);
  if (!op) return <UnknownOp name={data.functionName} />;
  return (
    <>
      <About op={op} />
      {op.params.length > 0 && <h3 class="properties-heading">Parameters</h3>}
      {op.params.map((param) => (
        <ParamProperty key={param.name} nodeId={id} param={param} value={data.values[param.name]} />
      ))}
      <Outputs op={op} />
    </>
  );
}

function UnknownOp({ name }: { name: string }) {
  const { status } = useEditor().catalog.state.value;
  if (status !== "ready") return <p class="panel-note">The library is not loaded yet.</p>;
  return (
    <p class="panel-note" data-problem>
      No op is named “{name}” here. Add the nodepack that has it, or remove this node.
    </p>
  );
}

function About({ op }: { op: OpSchema }) {
  const examples = op.examples ?? [];
  const hint = KINDS[opKind(op)];
  return (
    <>
      {op.deprecated !== undefined && (
        <p class="panel-note" data-problem>Deprecated. {op.deprecated}</p>
      )}
      <DocText text={op.docstring.trim() || "This op has no description."} />
      {examples.map((example) => <pre key={example} class="example">{exampleText(example)}</pre>)}
      <p class="properties-source">
        {op.filepath}
        {hint && <span>· {hint}</span>}
      </p>
    </>
  );
}

function ParamProperty({ nodeId, param, value }: {
  nodeId: string;
  param: ParamSchema;
  value: FunctionData["values"][string] | undefined;
}) {
  const { graph } = useEditor();
  const edge = graph.connections(nodeId).value.inputs.get(param.name);
  // Not followed: reading the nodes' signal would render this anew for every step of every drag.
  const source = edge && graph.nodes.peek().find(({ id }) => id === edge.nodeId);
  const fieldId = `properties-${nodeId}-${param.name}`;
  return (
    <div class="property" data-param={param.name}>
      <div class="property-head">
        {edge
          ? <span class="property-name">{param.name}</span>
          : <label class="property-name" for={fieldId}>{param.name}</label>}
        <code class="property-type" title={param.ts_type}>{param.ts_type}</code>
      </div>
      {param.description && <p class="property-text">{param.description}</p>}
      {edge
        ? (
          <p class="property-connected">
            <Icon of={link} size={12} /> Connected to{" "}
            {source ? nodeTitle(source.type, source.data) : edge.nodeId}
          </p>
        )
        : (
          <Field
            id={fieldId}
            param={param}
            value={value}
            onChange={(next) => graph.setValue(nodeId, param.name, next)}
          />
        )}
      <p class="property-text">{requirement(param)}</p>
    </div>
  );
}

/** An example without the fences that it may be written in. */
function exampleText(example: string): string {
  return example.replace(/^```[^\n]*\n?/gm, "").trim();
}

/** Whether a value has to be given, what stands in for it, and which numbers are taken. */
function requirement(param: ParamSchema): string {
  const { min, max, unit } = param;
  const bounds = [
    min === undefined ? "" : `from ${min}`,
    max === undefined ? "" : `up to ${max}`,
    unit !== undefined && (min ?? max) !== undefined ? unit : "",
  ];
  return [presence(param), bounds.filter(Boolean).join(" ")].filter(Boolean).join(" · ");
}

function presence(param: ParamSchema): string {
  if (param.default !== undefined) {
    return `Default: ${param.default === "" ? "empty text" : plainText(param.default)}`;
  }
  return param.optional ? "Optional" : "Required";
}

function Outputs({ op }: { op: OpSchema }) {
  if (op.returns.length === 0) return null;
  return (
    <>
      <h3 class="properties-heading">{op.returns.length === 1 ? "Output" : "Outputs"}</h3>
      {op.returns.map(({ name, ts_type }) => (
        <div key={name} class="property-head">
          <span class="property-name">{name}</span>
          <code class="property-type" title={ts_type}>{ts_type}</code>
        </div>
      ))}
    </>
  );
}
