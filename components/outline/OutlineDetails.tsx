import type { EditorNode } from "../../client/flow.ts";
import { outlineFieldId } from "../../client/canvas_place.ts";
import { useEditor } from "../editor/context.ts";
import { NodeLabelField } from "../editor/NodeLabelField.tsx";
import { VariableProperties } from "../editor/VariableProperties.tsx";
import { MessageFormat } from "../nodes/MessageFormat.tsx";
import { DocText } from "../ui/DocText.tsx";
import { OutlineInputs } from "./OutlineInputs.tsx";
import { OutlineOutputs } from "./OutlineOutputs.tsx";

/** Everything that can be said and set of a line of the outline. */
export function OutlineDetails({ node }: { node: EditorNode }) {
  return (
    <div class="outline-details">
      {node.type === "noteNode"
        ? <NoteText node={node} />
        : <NodeLabelField node={node} id={outlineFieldId(node.id)} />}
      <Content node={node} />
    </div>
  );
}

function Content({ node }: { node: EditorNode }) {
  const { catalog } = useEditor();
  switch (node.type) {
    case "functionNode": {
      const { functionName, pack } = node.data;
      const op = catalog.find(functionName, pack);
      return (
        <>
          {op?.docstring && <DocText text={op.docstring.trim()} />}
          {!op && catalog.state.value.status === "ready" && (
            <p class="panel-note" data-problem>
              No op is named “{functionName}” here. Add the nodepack that has it, or take another
              one under Problems.
            </p>
          )}
          <OutlineInputs node={node} />
          <OutlineOutputs node={node} />
        </>
      );
    }
    case "variableNode": {
      const { variableType } = node.data;
      return (
        <>
          <VariableProperties id={node.id} data={node.data} />
          {(variableType === "String" || variableType === "Image") && (
            <MessageFormat id={node.id} data={node.data} />
          )}
          <OutlineOutputs node={node} />
        </>
      );
    }
    case "listNode":
      return (
        <>
          <OutlineInputs node={node} />
          <OutlineOutputs node={node} />
        </>
      );
    case "viewNode":
      return <OutlineInputs node={node} />;
    case "noteNode":
    case "groupNode":
      return null;
  }
}

function NoteText({ node }: { node: Extract<EditorNode, { type: "noteNode" }> }) {
  const { graph } = useEditor();
  const id = outlineFieldId(node.id);
  return (
    <div class="property">
      <label class="property-name" for={id}>Text, in Markdown</label>
      <textarea
        id={id}
        class="control"
        rows={4}
        value={node.data.text}
        onInput={({ currentTarget }) => graph.updateData(node.id, { text: currentTarget.value })}
      />
    </div>
  );
}
