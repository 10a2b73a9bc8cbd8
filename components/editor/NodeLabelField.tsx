import type { EditorNode } from "../../client/flow.ts";
import { nodeTitle } from "../../client/models/node_data.ts";
import { useEditor } from "./context.ts";

/** The name that a node has instead of its own; of a group its title. */
export function NodeLabelField({ node, id }: {
  node: EditorNode;
  /** Of the field on the page. */
  id: string;
}) {
  const { graph } = useEditor();
  return (
    <div class="property">
      <label class="property-name" for={id}>{node.type === "groupNode" ? "Title" : "Label"}</label>
      <input
        id={id}
        class="control"
        placeholder={nodeTitle(node.type, { ...node.data, label: undefined })}
        autoComplete="off"
        value={node.data.label ?? ""}
        onInput={({ currentTarget }) =>
          graph.updateData(node.id, { label: currentTarget.value || undefined })}
      />
    </div>
  );
}
