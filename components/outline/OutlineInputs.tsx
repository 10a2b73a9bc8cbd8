import type { EditorNode } from "../../client/flow.ts";
import { inputParams, inputType } from "../../client/models/handles.ts";
import { inputIds } from "../../client/arrange/wires.ts";
import type { InputSource } from "../../client/models/connections.ts";
import type { ParamSchema } from "../../engine/core/schema.ts";
import { useEditor } from "../editor/context.ts";
import { Field } from "../fields/Field.tsx";
import { Button } from "../ui/Button.tsx";
import { useOutline } from "./context.ts";
import { handleName } from "./handle_name.ts";

/** The inputs of a node: each with what feeds it, or its field, and the ways to connect it. */
export function OutlineInputs({ node }: { node: EditorNode }) {
  const { graph } = useEditor();
  const { inputs } = graph.connections(node.id).value;
  const params = useParams(node);
  if (params.length === 0) return null;
  return (
    <ul class="outline-handles" aria-label="Inputs">
      {params.map((param) => (
        <Input key={param.name} node={node} param={param} source={inputs.get(param.name)} />
      ))}
    </ul>
  );
}

function useParams(node: EditorNode): readonly ParamSchema[] {
  const { graph, catalog } = useEditor();
  const { inputs } = graph.connections(node.id).value;
  if (node.type === "functionNode") {
    const { functionName, pack, values } = node.data;
    return inputParams(catalog.find(functionName, pack), values, inputs.keys());
  }
  // A list has one free input behind those that are connected; a view has one.
  const free = inputIds(node, catalog.find, graph.edges.value);
  return [...new Set([...inputs.keys(), ...free])]
    .map((name) => ({ ...inputType(node, name, catalog.find), name, optional: true }));
}

function Input({ node, param, source }: {
  node: EditorNode;
  param: ParamSchema;
  source: InputSource | undefined;
}) {
  const { graph } = useEditor();
  const { name, ts_type, description } = param;
  const fieldId = `outline-${node.id}-in-${name}`;
  const hasField = node.type === "functionNode" && !source;
  return (
    <li class="outline-handle" data-param={name}>
      <div class="property-head">
        {hasField
          ? <label class="property-name" for={fieldId}>{name}</label>
          : <span class="property-name">{name}</span>}
        <code class="property-type" title={ts_type}>{ts_type}</code>
      </div>
      {description && <p class="property-text">{description}</p>}
      {hasField && node.type === "functionNode" && (
        <Field
          id={fieldId}
          param={param}
          value={node.data.values[name]}
          onChange={(next) => graph.setValue(node.id, name, next)}
        />
      )}
      <Wire node={node} name={name} source={source} />
    </li>
  );
}

/** What feeds an input, and how that is changed. */
function Wire({ node, name, source }: {
  node: EditorNode;
  name: string;
  source: InputSource | undefined;
}) {
  const { graph, hands } = useEditor();
  const { goTo } = useOutline();
  const from = source && `${graph.title(source.nodeId).value}${handleName(source.handle)}`;
  return (
    <div class="outline-wire">
      {source && (
        <a
          href={`#outline-${source.nodeId}-title`}
          class="outline-link"
          aria-label={`${name} comes from ${from}. Go there`}
          onClick={(event) => {
            event.preventDefault();
            goTo(source.nodeId);
          }}
        >
          ← {from}
        </a>
      )}
      <Button
        look="quiet"
        class="outline-button"
        aria-haspopup="dialog"
        aria-label={source ? `Change what ${name} comes from` : `Connect ${name}`}
        onClick={() => {
          hands.overlay.value = { kind: "connect", node: node.id, end: "input", handle: name };
        }}
      >
        {source ? "Change" : "Connect"}
      </Button>
      {source && (
        <Button
          look="quiet"
          class="outline-button"
          aria-label={`Disconnect ${name} from ${from}`}
          onClick={() => graph.disconnect(source.edgeId)}
        >
          Disconnect
        </Button>
      )}
    </div>
  );
}
