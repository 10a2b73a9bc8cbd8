import { useState } from "preact/hooks";
import pencil from "lucide/dist/esm/icons/pencil.mjs";
import pinIcon from "lucide/dist/esm/icons/pin.mjs";
import pinOff from "lucide/dist/esm/icons/pin-off.mjs";
import type { JsonValue } from "../../engine/core/json.ts";
import { canChange, canPin, pin, pinnedOf, unpin } from "../../client/data/pin.ts";
import {
  earlierOf,
  type Known,
  pickOutput,
  type Subject,
  wholeOutput,
} from "../../client/data/subject.ts";
import { parsePreview } from "../../client/values.ts";
import { IconButton } from "../ui/Button.tsx";
import { useEditor } from "../editor/context.ts";
import { useActions } from "../editor/shortcuts.ts";
import type { Earlier } from "./DiffView.tsx";
import { EditValue } from "./EditValue.tsx";
import { NoOutput } from "./NoOutput.tsx";
import { ValuePane } from "./ValuePane.tsx";

/** The output of a node, or the value that is pinned in its place; both can be pinned, and changed. */
export function OutputData({ subject, known, title }: {
  subject: Subject;
  /** undefined: it has not run, and is pinned. */
  known: Known | undefined;
  title: string;
}) {
  const editor = useEditor();
  const [editing, setEditing] = useState<JsonValue>();
  const pinned = pinnedOf(editor.graph.data(subject.node).value);
  const node = editor.graph.nodes.peek().find(({ id }) => id === subject.node);
  const output = pinned ?? known?.node.output;
  const value = pickOutput(output, subject.key);
  if (editing !== undefined) {
    return <EditValue node={subject.node} value={editing} onClose={() => setEditing(undefined)} />;
  }
  if (value === undefined || output === undefined) {
    return known ? <NoOutput node={known.node} title={title} /> : null;
  }
  const whole = async (): Promise<JsonValue | undefined> => {
    if (!parsePreview(output)) return output;
    const answer = await editor.run.loadValue(subject.node, known?.run?.id);
    if (answer.ok) return answer.data;
    editor.notices.show({ kind: "warning", text: answer.error.message });
    return undefined;
  };
  const withWhole = (act: (all: JsonValue) => void) => async () => {
    const all = await whole();
    if (all !== undefined) act(all);
  };
  return (
    <ValuePane
      value={value}
      load={() => wholeOutput(editor, subject, known?.run?.id)}
      label={`output of ${title}`}
      file={title}
      earlier={known && earlierValue(editor, subject, known, pinned !== undefined)}
    >
      {node && canPin(node) && (
        <Tools
          isPinned={pinned !== undefined}
          onPin={pinned !== undefined
            ? () => unpin(editor, subject.node)
            : withWhole((all) => pin(editor, subject.node, all))}
          onEdit={withWhole((all) => {
            if (canChange(editor, subject.node, all)) setEditing(all);
          })}
        />
      )}
    </ValuePane>
  );
}

function Tools({ isPinned, onPin, onEdit }: {
  isPinned: boolean;
  onPin(): void;
  onEdit(): void;
}) {
  const { keys } = useActions();
  return (
    <>
      {isPinned && (
        <span class="data-pinned" title="The node does not run: this value flows on.">Pinned</span>
      )}
      <IconButton
        label={isPinned ? "Unpin the output" : "Pin the output"}
        shortcut={keys("node.pin")}
        icon={isPinned ? pinOff : pinIcon}
        size={14}
        onClick={onPin}
      />
      <IconButton label="Change the output" icon={pencil} size={14} onClick={onEdit} />
    </>
  );
}

/** What a value can be compared with: a pinned one with what the node gave, others with the run before. */
function earlierValue(
  editor: ReturnType<typeof useEditor>,
  subject: Subject,
  known: Known,
  isPinned: boolean,
): Earlier | undefined {
  const before = isPinned && known.run
    ? { run: known.run, node: known.node }
    : earlierOf(editor, known);
  const old = before && pickOutput(before.node.output, subject.key);
  if (!before || old === undefined) return undefined;
  return {
    value: old,
    from: `run ${before.run.number}`,
    load: () => wholeOutput(editor, subject, before.run.id),
  };
}
