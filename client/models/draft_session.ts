import { batch } from "@preact/signals";
import { errorMessage } from "../../engine/core/errors.ts";
import { parseWorkflow } from "../../engine/core/parse_workflow.ts";
import type { Workflow } from "../../engine/core/workflow.ts";
import type { Clock } from "../clock.ts";
import type { DraftModel, Report } from "./draft.ts";
import type { DraftClaims } from "./draft_claims.ts";
import { type DraftKeeper, keepDraft } from "./draft_keeper.ts";
import { DRAFT_KEY, takeOverDraft } from "./draft_legacy.ts";
import type { DraftNote, DraftStore } from "./draft_store.ts";
import { chooseDraft, newDraftId, rememberDraft } from "./draft_tab.ts";
import type { GraphModel } from "./graph.ts";
import { underneath } from "./restore_draft.ts";
import type { TextStorage } from "./storage.ts";

/** Drafts that are kept; the oldest go. */
const MOST = 20;

/** A draft in a list. */
export interface ListedDraft extends DraftNote {
  /** Whether it is the one of this tab, or another tab has it open. */
  readonly open?: "here" | "elsewhere";
}

/** The drafts of this browser, as one tab sees them. */
export interface DraftSession extends Pick<DraftKeeper, "flush" | "isInFile"> {
  /** Whether something would be lost if the page went away now. What is small is kept even then. */
  isAtRisk(): boolean;
  /** All drafts that have something in them, the newest first. */
  list(): Promise<ListedDraft[]>;
  /**
   * Puts a draft in the place of the graph, which stays a draft of its own. One that another tab has open is copied.
   * Rejects when it cannot be read.
   */
  open(id: string): Promise<void>;
  /** Removes a draft that no tab has open; the returned function brings it back. */
  remove(id: string): Promise<() => Promise<void>>;
  /** Writes what is left and ends. */
  dispose(): void;
}

/** What keeping drafts needs of the page. */
export interface DraftParts {
  graph: GraphModel;
  draft: DraftModel;
  clock: Pick<Clock, "after" | "now">;
  store: DraftStore;
  claims: DraftClaims;
  /** Says which draft is this tab's across reloads. */
  session: TextStorage;
  /** Where drafts were kept once. */
  local: TextStorage;
  /** Bad news, and news. */
  report: Report;
  tell(text: string): void;
  /** What is written of the graph; all of it unless given. */
  snapshot?(): Workflow;
}

/**
 * Brings the graph of the last visit back and keeps it from then on. Where the browser keeps nothing, that is said, and
 * the page works without. Never rejects.
 */
export async function beginDraft(parts: DraftParts): Promise<DraftSession> {
  const session = new Session(parts);
  await session.restore();
  return session;
}

class Session implements DraftSession {
  readonly #parts: DraftParts;
  readonly #snapshot: () => Workflow;
  #keeper: DraftKeeper | undefined;
  /** The draft of this tab, and what holds it and those before it, which undo may come back to. */
  #id = newDraftId();
  readonly #claims = new Map<string, () => void>();
  /** Which draft a workflow that was opened here is kept in. */
  #drafts = new WeakMap<object, string>();
  #about: object;
  /** Drafts that this tab has written: the first time, each may be one too many. */
  readonly #known = new Set<string>();
  /** Nothing was ever in it: not worth a draft. */
  #isBlank = true;

  constructor(parts: DraftParts) {
    this.#parts = parts;
    this.#snapshot = parts.snapshot ?? (() => parts.graph.toWorkflow());
    this.#about = parts.graph.about.peek();
  }

  async restore(): Promise<void> {
    const { graph, draft, clock, store, claims, session, report, tell } = this.#parts;
    let workflow: unknown;
    let isCopy = false;
    try {
      await takeOverDraft(this.#parts.local, async (kept) => {
        const note = this.#noteOf(newDraftId(), kept);
        await store.write(note, kept);
        rememberDraft(session, note.id);
      }, report);
      const chosen = await chooseDraft({ store, claims, session });
      this.#claims.set(chosen.id, chosen.release);
      this.#id = chosen.id;
      if (chosen.from) workflow = await store.read(chosen.from.id);
      isCopy = chosen.from !== undefined && chosen.from.id !== chosen.id;
      if (chosen.isElsewhere) tell(copyNotice(chosen.from));
    } catch (error) {
      report(
        `The browser keeps no drafts here (${errorMessage(error).replace(/\.$/, "")}). ` +
          "Use Save before you leave the page.",
      );
      workflow = this.#parts.local.getItem(DRAFT_KEY) ?? undefined;
    }
    const isBack = workflow !== undefined && this.#load(workflow);
    // What was made before is kept as well; a graph that is as it was needs nothing.
    const isNew = graph.nodes.peek().length > 0 && !isBack;
    this.#follow();
    this.#keeper = keepDraft(graph, {
      ...{ clock, report, state: draft.state, snapshot: this.#snapshot },
      write: (now) => this.#write(now),
    });
    if (isBack && !isCopy) store.knows(this.#id, this.#snapshot());
    draft.state.value = "saved";
    if (isNew) this.#keeper.isNew();
  }

  flush(): Promise<boolean> {
    return this.#keeper?.flush() ?? Promise.resolve(false);
  }

  isInFile(): void {
    this.#keeper?.isInFile();
  }

  isAtRisk(): boolean {
    const { draft, store } = this.#parts;
    const mayFail = draft.state.peek() === "refused" || store.isLarge;
    return mayFail && (this.#keeper?.isAtRisk() ?? false);
  }

  async list(): Promise<ListedDraft[]> {
    const { store, claims } = this.#parts;
    const [notes, held] = await Promise.all([store.list(), claims.held()]);
    return notes.filter(({ nodes }) => nodes > 0).map((note) => {
      if (note.id === this.#id) return { ...note, open: "here" };
      const elsewhere = held.has(note.id) && !this.#claims.has(note.id);
      return elsewhere ? { ...note, open: "elsewhere" } : note;
    });
  }

  async open(id: string): Promise<void> {
    const { graph, store, claims, session } = this.#parts;
    const isKept = await this.flush();
    const found = await store.read(id);
    if (found === undefined) throw new Error("It is not there any more.");
    const { workflow } = parseWorkflow(found);
    const release = this.#claims.get(id) ?? await claims.claim(id);
    this.#id = release ? id : newDraftId();
    this.#claims.set(this.#id, release ?? await claims.claim(this.#id) ?? (() => {}));
    graph.load(workflow);
    this.#follow();
    rememberDraft(session, this.#id);
    this.#isBlank = false;
    if (release) {
      store.knows(id, this.#snapshot());
      this.#keeper?.isKept();
    }
    // What was there before is a draft of its own. Undo would write it into this one.
    if (isKept) {
      graph.forgetHistory();
      this.#letOthersGo();
    }
  }

  async remove(id: string): Promise<() => Promise<void>> {
    const { store, claims } = this.#parts;
    const release = this.#id === id ? undefined : this.#claims.get(id) ?? await claims.claim(id);
    if (!release) throw new Error("It is open in a tab. Close that first.");
    try {
      const note = (await store.list()).find((one) => one.id === id);
      const graph = await store.read(id);
      await store.remove([id]);
      return async () => {
        if (!note || graph === undefined) return;
        const { workflow } = parseWorkflow(graph);
        await store.write(note, workflow);
      };
    } finally {
      this.#claims.delete(id);
      release();
    }
  }

  dispose(): void {
    this.#keeper?.dispose();
    for (const release of this.#claims.values()) release();
    this.#claims.clear();
  }

  /** Puts a draft on the canvas, below what has been made there since the page opened; whether the graph is that draft. */
  #load(draft: unknown): boolean {
    const { graph, report } = this.#parts;
    // Something was opened meanwhile: that stays, and the draft is in the list.
    if (graph.about.peek() !== this.#about) {
      this.#id = newDraftId();
      return false;
    }
    try {
      const { workflow } = parseWorkflow(draft);
      const made = { nodes: graph.nodes.peek(), edges: graph.edges.peek() };
      batch(() => {
        graph.load(workflow);
        if (made.nodes.length > 0) graph.edit("add", (flow) => underneath(flow, made), true);
        graph.forgetHistory();
      });
      this.#isBlank = false;
      return made.nodes.length === 0;
    } catch (error) {
      report(`The draft of your last visit could not be read: ${errorMessage(error)}`);
      // It stays as it is: what is made now is another one.
      this.#id = newDraftId();
      return false;
    }
  }

  /** The workflow that is open now is kept in the draft of this tab. */
  #follow(): void {
    this.#about = this.#parts.graph.about.peek();
    this.#drafts.set(this.#about, this.#id);
    rememberDraft(this.#parts.session, this.#id);
  }

  /** Another workflow was opened, or undo brought one back: each has a draft of its own, so that none is lost. */
  #change(about: object): void {
    this.#id = this.#drafts.get(about) ?? (this.#isBlank ? this.#id : newDraftId());
    if (!this.#claims.has(this.#id)) {
      const id = this.#id;
      // A new one is nobody else's: there is nothing to wait for.
      void this.#parts.claims.claim(id).then((release) => {
        if (release) this.#claims.set(id, release);
      });
    }
    this.#isBlank = false;
    this.#follow();
  }

  async #write(workflow: Workflow): Promise<void> {
    const { graph, store } = this.#parts;
    const about = graph.about.peek();
    if (about !== this.#about) this.#change(about);
    if (workflow.nodes.length > 0) this.#isBlank = false;
    if (this.#isBlank) return;
    const isNew = !this.#known.has(this.#id);
    this.#known.add(this.#id);
    await store.write(this.#noteOf(this.#id, workflow), workflow);
    if (isNew) await this.#removeOldest();
  }

  #noteOf(id: string, { name, nodes }: Workflow): DraftNote {
    const note = { id, savedAt: this.#parts.clock.now(), nodes: nodes.length };
    return name ? { ...note, name } : note;
  }

  async #removeOldest(): Promise<void> {
    const { store, claims } = this.#parts;
    const [notes, held] = await Promise.all([store.list(), claims.held()]);
    const old = notes.slice(MOST).map(({ id }) => id).filter((id) =>
      id !== this.#id && (this.#claims.has(id) || !held.has(id))
    );
    if (old.length === 0) return;
    await store.remove(old);
    // Undo may come back to one of this tab's: it is written anew then.
    for (const id of old) this.#known.delete(id);
  }

  #letOthersGo(): void {
    for (const [id, release] of this.#claims) {
      if (id === this.#id) continue;
      release();
      this.#claims.delete(id);
    }
  }
}

function copyNotice(from: DraftNote | undefined): string {
  const what = from?.name ? `“${from.name}”` : "This graph";
  return `${what} is open in another tab. This tab has a copy: what you change here stays here.`;
}
