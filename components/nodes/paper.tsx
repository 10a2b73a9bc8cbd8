import { useEffect, useRef, useState } from "preact/hooks";
import type { GroupData, NoteData } from "../../client/flow.ts";
import { nodeElement } from "../../client/canvas_place.ts";
import { focusWhenShown } from "../../client/focus_node.ts";
import { useEditor } from "../editor/context.ts";
import { Markdown } from "../ui/Markdown.tsx";
import { PaperGrip } from "./PaperGrip.tsx";

/** What a note says when nothing is in it. */
const EMPTY = "Empty note. Press Enter or double-click to write.";

/** A note: its text as Markdown, and while it is edited in a field. */
export function Note({ id, data }: { id: string; data: NoteData }) {
  const { graph, clock } = useEditor();
  const editing = graph.expanded(id);
  const [draft, setDraft] = useState(data.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const open = editing.value;
  useEffect(() => {
    if (!open) return;
    setDraft(data.text);
    focusWhenShown(() => field.current, clock);
    field.current?.select();
  }, [open]);
  const close = () => {
    editing.value = false;
    graph.updateData(id, { text: draft });
  };
  if (open) {
    return (
      <>
        <textarea
          ref={field}
          class="paper-field nodrag nowheel nokey"
          aria-label="Note, in Markdown"
          placeholder="Write in Markdown. Escape or Ctrl+Enter ends."
          value={draft}
          onInput={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={close}
          onKeyDown={(event) => {
            const done = event.key === "Escape" ||
              (event.key === "Enter" && (event.ctrlKey || event.metaKey));
            if (!done) return;
            event.preventDefault();
            event.stopPropagation();
            close();
            nodeElement(id)?.focus();
          }}
        />
        <PaperGrip id={id} size={() => data} />
      </>
    );
  }
  return (
    <>
      <div
        class="paper-text nowheel"
        onDblClick={(event) => {
          event.stopPropagation();
          editing.value = true;
        }}
      >
        {data.text.trim() === ""
          ? <p class="paper-empty">{EMPTY}</p>
          : <Markdown text={data.text} />}
      </div>
      <PaperGrip id={id} size={() => data} />
    </>
  );
}

/** A group: its title, by which it is moved with all that lies in it. */
export function Group({ id, data }: { id: string; data: GroupData }) {
  const { graph } = useEditor();
  return (
    <>
      <div class="group-head">
        <input
          class="group-title nodrag nokey"
          aria-label="Title of the group"
          placeholder="Group"
          autoComplete="off"
          spellcheck={false}
          value={data.label ?? ""}
          // A field does not grow with its text by itself.
          style={{ width: `${Math.max(5, (data.label ?? "").length) + 2}ch` }}
          onInput={({ currentTarget }) =>
            graph.updateData(id, { label: currentTarget.value || undefined })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            nodeElement(id)?.focus();
          }}
        />
      </div>
      <PaperGrip id={id} size={() => data} />
    </>
  );
}
