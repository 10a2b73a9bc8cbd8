import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { JsonValue } from "../../engine/core/json.ts";
import type { Workflow, WorkflowNode } from "../../engine/core/workflow.ts";
import { sizeOfValue } from "../data/size_of.ts";

/** What a list of drafts says of one. */
export interface DraftNote {
  readonly id: string;
  /** Name of the workflow, where it has one. */
  readonly name?: string;
  /** When it was written, in milliseconds since the epoch. */
  readonly savedAt: number;
  /** How many nodes it has. */
  readonly nodes: number;
}

/** Drafts as the browser keeps them. All of it rejects where the browser does not: private windows, no room. */
export interface DraftStore {
  /** Notes of all drafts, the newest first. */
  list(): Promise<DraftNote[]>;
  /** The graph of a draft as it was written; undefined when there is none. */
  read(id: string): Promise<unknown>;
  /**
   * Writes a draft in one transaction: all of it, or nothing. Data of nodes that is large is written only when it is not
   * the same object as the last time. What is to be written is handed to the browser before this returns, so that it is
   * written even if the page goes away.
   */
  write(note: DraftNote, workflow: Workflow): Promise<void>;
  /**
   * What was written last is so large that the browser fetches it from the page after the page has handed it over: a
   * page that goes at once may take it along.
   */
  readonly isLarge: boolean;
  /** The graph is the draft as it was read: what is large in it need not be written again. */
  knows(id: string, workflow: Workflow): void;
  remove(ids: readonly string[]): Promise<void>;
  close(): void;
}

/** The tables: a list that is quick to read, graphs as JSON text, and by draft and node the data that is large. */
interface Tables extends DBSchema {
  notes: { key: string; value: DraftNote };
  graphs: { key: string; value: string };
  parts: { key: [draft: string, node: string]; value: WorkflowNode["data"] };
}

const NAME = "psynapse";
const TABLES = ["notes", "graphs", "parts"] as const;
/** Bytes from which on a node's data (an image, a long list) is written by itself. */
const LARGE = 64 * 1024;

/** Opens the browser's database of drafts when it is first needed. */
export function createDraftStore(name = NAME): DraftStore {
  return new Store(name);
}

class Store implements DraftStore {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables>> | undefined;
  /** Which draft this page has written last, and the large data in it. */
  #written: { id: string; parts: Map<string, object> } = { id: "", parts: new Map() };
  readonly #sizes = new WeakMap<object, boolean>();
  isLarge = false;

  constructor(name: string) {
    this.#name = name;
  }

  async list(): Promise<DraftNote[]> {
    const notes = await (await this.#open()).getAll("notes");
    return notes.sort((a, b) => b.savedAt - a.savedAt);
  }

  async read(id: string): Promise<unknown> {
    const tx = (await this.#open()).transaction(TABLES, "readonly");
    const [text, nodes, parts] = await Promise.all([
      tx.objectStore("graphs").get(id),
      tx.objectStore("parts").getAllKeys(partsOf(id)),
      tx.objectStore("parts").getAll(partsOf(id)),
    ]);
    if (text === undefined) return undefined;
    const workflow: { nodes: WorkflowNode[] } = JSON.parse(text);
    const large = new Map(nodes.map(([, node], index) => [node, parts[index]]));
    return {
      ...workflow,
      nodes: workflow.nodes.map((node) =>
        large.has(node.id) ? { ...node, data: large.get(node.id) } : node
      ),
    };
  }

  async write(note: DraftNote, workflow: Workflow): Promise<void> {
    const before = this.#written.id === note.id ? this.#written.parts : undefined;
    const parts = this.#largeParts(workflow);
    const changed = [...parts].filter(([node, data]) => before?.get(node) !== data);
    const text = JSON.stringify(withoutParts(workflow, parts));
    this.isLarge = changed.length > 0 || text.length > LARGE;
    try {
      const db = await this.#open();
      const tx = db.transaction(TABLES, "readwrite");
      const table = tx.objectStore("parts");
      const { done } = tx;
      done.catch(() => {}); // Awaited below, where that is reached.
      // Said below by `done`, and by the request that failed as well: once is enough.
      const sent = (request: Promise<unknown>) => void request.catch(() => {});
      // Of a draft that others wrote last it is not known what there is.
      if (!before) sent(table.delete(partsOf(note.id)));
      for (const node of before?.keys() ?? []) {
        if (!parts.has(node)) sent(table.delete([note.id, node]));
      }
      for (const [node, data] of changed) {
        const put = table.put(data, [note.id, node]);
        // One after the other where there are several: what is typed meanwhile has its turn between them.
        if (changed.length > 1) await put;
        else sent(put);
      }
      sent(
        tx.objectStore("graphs").put(
          text,
          note.id,
        ),
      );
      sent(tx.objectStore("notes").put(note));
      this.#written = { id: note.id, parts };
      tx.commit();
      await done;
    } catch (error) {
      // The next attempt begins anew: the connection may be broken, and what is written is not known.
      this.#written = { id: "", parts: new Map() };
      this.close();
      throw error;
    }
  }

  knows(id: string, workflow: Workflow): void {
    this.#written = { id, parts: this.#largeParts(workflow) };
  }

  async remove(ids: readonly string[]): Promise<void> {
    const tx = (await this.#open()).transaction(TABLES, "readwrite");
    await Promise.all([
      ...ids.flatMap((id) => [
        tx.objectStore("notes").delete(id),
        tx.objectStore("graphs").delete(id),
        tx.objectStore("parts").delete(partsOf(id)),
      ]),
      tx.done,
    ]);
    if (ids.includes(this.#written.id)) this.#written = { id: "", parts: new Map() };
  }

  close(): void {
    // One that could not be opened has been reported by who opened it.
    this.#opening?.then((db) => db.close(), () => {});
    this.#opening = undefined;
  }

  #open(): Promise<IDBPDatabase<Tables>> {
    const opening = this.#opening ??= openDB<Tables>(this.#name, 1, {
      upgrade(db) {
        db.createObjectStore("notes", { keyPath: "id" });
        db.createObjectStore("graphs");
        db.createObjectStore("parts");
      },
      // A later version of the page, in another tab, needs the database for itself for a moment.
      blocking: () => this.close(),
      terminated: () => this.#opening = undefined,
    });
    opening.catch(() => this.#opening = undefined);
    return opening;
  }

  #largeParts({ nodes }: Workflow): Map<string, WorkflowNode["data"]> {
    return new Map(
      nodes.filter(({ data }) => this.#isLarge(data)).map(({ id, data }) => [id, data]),
    );
  }

  #isLarge(data: WorkflowNode["data"]): boolean {
    const known = this.#sizes.get(data);
    if (known !== undefined) return known;
    // What nodes hold is JSON: it came out of a file, or goes into one.
    const large = sizeOfValue(data as JsonValue) > LARGE;
    this.#sizes.set(data, large);
    return large;
  }
}

function withoutParts(workflow: Workflow, parts: ReadonlyMap<string, unknown>): Workflow {
  if (parts.size === 0) return workflow;
  const nodes = workflow.nodes.map((node) =>
    parts.has(node.id) ? { ...node, data: {} } as WorkflowNode : node
  );
  return { ...workflow, nodes };
}

/** All parts of a draft: arrays come after every text. */
function partsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}
