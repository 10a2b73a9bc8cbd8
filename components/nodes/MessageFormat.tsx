import type { VariableData } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";

const ROLES = ["system", "user", "assistant"] as const;

/** Whether a variable becomes a message for a language model, and of which role. */
export function MessageFormat({ id, data }: { id: string; data: VariableData }) {
  const { graph } = useEditor();
  const on = data.llmMessageFormat === true;
  const role = data.llmMessageRole ?? "user";
  return (
    <div class="node-row message-format nokey" data-inline>
      <label class="message-switch">
        <input
          class="control-checkbox nodrag"
          type="checkbox"
          role="switch"
          checked={on}
          onChange={(event) =>
            graph.updateData(id, { llmMessageFormat: event.currentTarget.checked || undefined })}
        />
        LLM message
      </label>
      {on && (
        <select
          class="control control-select nodrag"
          aria-label="Role"
          value={role}
          onChange={(event) => graph.updateData(id, { llmMessageRole: event.currentTarget.value })}
        >
          {ROLES.map((name) => <option key={name} value={name}>{name}</option>)}
          {!ROLES.some((name) => name === role) && <option value={role}>{role}</option>}
        </select>
      )}
    </div>
  );
}
