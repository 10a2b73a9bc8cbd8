import { useEffect, useRef, useState } from "preact/hooks";
import trash from "lucide/dist/esm/icons/trash.mjs";
import { errorMessage } from "../../../engine/core/errors.ts";
import type { ListedDraft } from "../../../client/models/draft_session.ts";
import { counted } from "../../../client/models/step_names.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useEditor } from "../context.ts";

/** The drafts that this browser has kept: to open one, or to delete it. */
export function DraftList() {
  const { hands } = useEditor();
  const { drafts, problem, open, remove } = useDrafts();
  const list = useRef<HTMLDivElement>(null);
  return (
    <Dialog title="Recent drafts" onClose={() => hands.overlay.value = undefined}>
      <div ref={list} class="drafts" tabIndex={-1}>
        <p class="dialog-text">
          This browser keeps the last graphs that you worked on, saved or not.
        </p>
        {problem && <p class="drafts-problem" role="alert">{problem}</p>}
        {!drafts && !problem && <p role="status">Loading…</p>}
        {drafts?.length === 0 && <p>There are none yet.</p>}
        <ul class="drafts-list">
          {drafts?.map((draft) => (
            <DraftRow
              key={draft.id}
              draft={draft}
              onOpen={() => open(draft)}
              onDelete={async () => {
                await remove(draft);
                // The button that had the focus is gone.
                list.current?.focus();
              }}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function DraftRow({ draft, onOpen, onDelete }: {
  draft: ListedDraft;
  onOpen(): void;
  onDelete(): void;
}) {
  const { savedAt, nodes, open } = draft;
  const name = nameOf(draft);
  const time = timeOf(savedAt);
  const word = open === "elsewhere" ? "Open a copy" : "Open";
  return (
    <li class="drafts-row">
      <div class="drafts-what">
        <p class="drafts-name">{name}</p>
        <p class="drafts-more">
          <time dateTime={new Date(savedAt).toISOString()}>{time}</time>
          {` · ${counted(nodes, "node")}`}
          {open === "elsewhere" && " · open in another tab"}
        </p>
      </div>
      {open === "here"
        ? <p class="drafts-here">This tab</p>
        : <Button onClick={onOpen} aria-label={`${word} ${name}, ${time}`}>{word}</Button>}
      {open === undefined && (
        <IconButton label={`Delete ${name}, ${time}`} icon={trash} onClick={onDelete} />
      )}
    </li>
  );
}

/** The list as it is, and what can be done with it. */
function useDrafts() {
  const { draft, hands, notices } = useEditor();
  const session = draft.session.value;
  const [drafts, setDrafts] = useState<ListedDraft[]>();
  const [problem, setProblem] = useState<string>();
  const attempt = async (what: string, change: () => Promise<void>) => {
    try {
      await change();
    } catch (error) {
      setProblem(`${what}: ${errorMessage(error)}`);
    }
  };
  const load = () =>
    attempt("The drafts cannot be listed", async () => setDrafts(await session?.list()));
  useEffect(() => {
    if (session) void load();
    else setProblem("Drafts are not there yet. Close this and try again in a moment.");
  }, [session]);
  return {
    drafts,
    problem,
    open: ({ id, ...rest }: ListedDraft) =>
      attempt(`Cannot open “${nameOf({ id, ...rest })}”`, async () => {
        await session?.open(id);
        hands.overlay.value = undefined;
      }),
    remove: (listed: ListedDraft) =>
      attempt(`Cannot delete “${nameOf(listed)}”`, async () => {
        const bringBack = await session?.remove(listed.id);
        await load();
        notices.show({
          ...{ kind: "info", text: `Deleted the draft “${nameOf(listed)}”` },
          action: { label: "Undo", run: () => void bringBack?.().then(load) },
        });
      }),
  };
}

function nameOf({ name }: ListedDraft): string {
  return name ?? "Without a name";
}

/** `Today, 14:05`, else with the day, as the user's language writes it. */
function timeOf(at: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const isToday = date.toDateString() === new Date().toDateString();
  return `${isToday ? "Today" : date.toLocaleDateString()}, ${time}`;
}
