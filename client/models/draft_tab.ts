import type { DraftClaims } from "./draft_claims.ts";
import type { DraftNote, DraftStore } from "./draft_store.ts";
import type { TextStorage } from "./storage.ts";

/** Which draft is this tab's. A tab that is duplicated starts with the same. */
const TAB_KEY = "psynapse.draft.tab";
/** Which draft the page that was here before this one let go of. A tab that is duplicated has none. */
const LEFT_KEY = "psynapse.draft.left";
/** How long the page before this one may take to be gone, in milliseconds. */
const PATIENCE_MS = 5000;

/** Which draft a tab begins with. */
export interface ChosenDraft {
  /** The draft that is the tab's from now on, and what lets go of it. */
  id: string;
  release(): void;
  /** What the graph comes from: that draft, or another of which it is a copy. */
  from?: DraftNote;
  /** It is a copy because another tab has it open. */
  isElsewhere: boolean;
}

/** An id for a draft that no other has. */
export function newDraftId(): string {
  // Pages that come over plain http from another machine have no `randomUUID`.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Chooses the draft of a tab that opens: after a reload or a crash its own, in a new tab the newest. One that another
 * tab holds is copied, so that two tabs never write the same.
 */
export async function chooseDraft({ store, claims, session }: {
  store: Pick<DraftStore, "list">;
  claims: DraftClaims;
  session: TextStorage;
}): Promise<ChosenDraft> {
  const own = session.getItem(TAB_KEY);
  const isReload = own !== null && session.getItem(LEFT_KEY) === own;
  session.removeItem(LEFT_KEY);
  const notes = await store.list();
  const from = notes.find(({ id }) => id === own) ?? notes[0];
  // Without a way to ask whether another tab has it, only a page that was reloaded goes on with its own.
  const mayClaim = from && (claims.known || (isReload && from.id === own));
  const release = mayClaim && await claims.claim(from.id, isReload ? PATIENCE_MS : 0);
  if (release) return { id: from.id, release, from, isElsewhere: false };
  const id = newDraftId();
  return {
    ...{ id, isElsewhere: from !== undefined && claims.known },
    ...(from ? { from } : {}),
    release: await claims.claim(id) ?? (() => {}),
  };
}

/** Keeps in mind which draft is the tab's, for the page that comes after this one. */
export function rememberDraft(session: TextStorage, id: string): void {
  try {
    session.setItem(TAB_KEY, id);
  } catch {
    // Full: the next page begins with the newest draft, which this is as a rule.
  }
}

/** The page goes away: the next one here may wait for its draft. `isBack`: it did not, after all. */
export function leaveDraft(session: TextStorage, isBack = false): void {
  try {
    const own = session.getItem(TAB_KEY);
    if (isBack || own === null) session.removeItem(LEFT_KEY);
    else session.setItem(LEFT_KEY, own);
  } catch {
    // Full: the next page does not wait, and has a copy at worst.
  }
}
