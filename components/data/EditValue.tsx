import { useEffect, useId, useRef, useState } from "preact/hooks";
import play from "lucide/dist/esm/icons/play.mjs";
import type { JsonValue } from "../../engine/core/json.ts";
import { pin } from "../../client/data/pin.ts";
import { runPart } from "../../client/data/run_part.ts";
import { valueText } from "../../client/values.ts";
import { Button } from "../ui/Button.tsx";
import { useEditor } from "../editor/context.ts";

/** Changes the output of a node: what is written is pinned, and what depends on it can be run. */
export function EditValue({ node, value, onClose }: {
  node: string;
  value: JsonValue;
  onClose(): void;
}) {
  const editor = useEditor();
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const isText = typeof value === "string";
  const [draft, setDraft] = useState(() => valueText(value));
  const [problem, setProblem] = useState<string>();
  useEffect(() => field.current?.focus(), []);
  const keep = (): boolean => {
    const read = isText ? { value: draft } : readJson(draft);
    setProblem("problem" in read ? read.problem : undefined);
    return !("problem" in read) && pin(editor, node, read.value);
  };
  return (
    <form
      class="data-pane data-edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (!keep()) return;
        onClose();
        void runPart(editor, { kind: "after", node });
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="data-pane-tools">
        <label for={id}>{isText ? "The output, a text" : "The output, as JSON"}</label>
        <span class="data-pane-actions">
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button onClick={() => keep() && onClose()}>Pin</Button>
          <Button look="primary" type="submit" icon={play}>Pin, and run what depends on it</Button>
        </span>
      </div>
      {problem && <p class="data-note" role="alert">{problem}</p>}
      <textarea
        id={id}
        ref={field}
        class="control data-edit-field nokey"
        spellcheck={false}
        value={draft}
        aria-invalid={problem !== undefined}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      />
    </form>
  );
}

function readJson(text: string): { value: JsonValue } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : error}` };
  }
}
