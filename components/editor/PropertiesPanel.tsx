import chevron from "lucide/dist/esm/icons/chevron-down.mjs";
import type { EditorNode, EditorNodeType } from "../../client/flow.ts";
import { nodeTitle } from "../../client/models/node_data.ts";
import { Icon } from "../ui/Icon.tsx";
import { useEditor } from "./context.ts";
import { FunctionProperties } from "./FunctionProperties.tsx";
import { NodeLabelField } from "./NodeLabelField.tsx";
import { Resizer } from "./Resizer.tsx";
import { VariableProperties } from "./VariableProperties.tsx";
import { flag } from "../ui/flag.ts";

const KINDS = {
  functionNode: "function",
  variableNode: "variable",
  listNode: "list",
  viewNode: "view",
  noteNode: undefined,
  groupNode: undefined,
} as const satisfies Record<EditorNodeType, string | undefined>;

/** What can be said and set of the selected node. Not there while none, or several are selected. */
export function PropertiesPanel() {
  const { graph, layout } = useEditor();
  const node = graph.selected.value;
  // Notes and groups are edited where they are.
  const kind = node && KINDS[node.type];
  if (!node || !kind) return null;
  const open = layout.properties.value;
  return (
    <section
      class={`properties node-colors-${kind}`}
      aria-label="Properties"
      data-open={flag(open)}
    >
      <h2 class="properties-header">
        <button
          type="button"
          class="properties-toggle"
          aria-expanded={flag(open)}
          onClick={() => layout.setPanel("properties", !open)}
        >
          <span class="properties-title">{nodeTitle(node.type, node.data)}</span>
          <span class="properties-kind">{kind}</span>
          <Icon of={chevron} class="properties-arrow" />
        </button>
      </h2>
      {open && (
        // Another node has other fields, also where it is of the same kind.
        <div class="properties-body" key={node.id}>
          <NodeLabelField node={node} id={`properties-${node.id}-label`} />
          <Content node={node} />
          <p class="properties-id">
            Id <code>{node.id}</code>
          </p>
        </div>
      )}
      {!layout.status.value
        ? <Resizer label="Width of the properties" edge="left" which="properties" />
        : open && <Resizer label="Height of the properties" edge="bottom" which="above" />}
    </section>
  );
}

function Content({ node }: { node: EditorNode }) {
  switch (node.type) {
    case "functionNode":
      return <FunctionProperties id={node.id} data={node.data} />;
    case "variableNode":
      return <VariableProperties id={node.id} data={node.data} />;
    case "listNode":
      return (
        <p class="docstring">
          Collects the connected values into a list, in the order of its inputs.
        </p>
      );
    case "viewNode":
      return <p class="docstring">Shows the value that comes in. It is a result of the run.</p>;
    case "noteNode":
    case "groupNode":
      return null;
  }
}
