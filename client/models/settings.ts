import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { readJson, type TextStorage, writeJson } from "./storage.ts";

/** One environment variable as the user types it. */
export interface EnvRow {
  /** Key of the row while the page is open. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

/** Environment variables for runs. They are in sessionStorage alone: never in a workflow or a draft. */
export interface SettingsModel {
  readonly rows: ReadonlySignal<readonly EnvRow[]>;
  /** Why a row is not sent, by row id; rows that are all empty have no problem. */
  readonly rowProblems: ReadonlySignal<ReadonlyMap<number, string>>;
  /** What is sent as `env_vars`: the rows without a problem. */
  readonly envVars: ReadonlySignal<Record<string, string>>;
  /** Takes the rows that this tab's session has. Not done at first, because the server renders the page without them. */
  restore(): void;
  /** Adds an empty row at the end and returns its id. */
  addRow(): number;
  updateRow(id: number, patch: Partial<Pick<EnvRow, "name" | "value">>): void;
  removeRow(id: number): void;
}

const KEY = "psynapse.env";
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Makes a {@link SettingsModel} without rows. */
export function createSettings(storage: TextStorage): SettingsModel {
  const rows = signal<readonly EnvRow[]>([]);
  let lastId = 0;
  const rowProblems = computed(() => findProblems(rows.value));
  const change = (next: readonly EnvRow[]) => {
    rows.value = next;
    writeJson(storage, KEY, next.map(({ name, value }) => ({ name, value })));
  };
  return {
    rows,
    rowProblems,
    envVars: computed(() => {
      const sent = rows.value.filter(({ id, name }) => name !== "" && !rowProblems.value.has(id));
      return Object.fromEntries(sent.map(({ name, value }) => [name, value]));
    }),
    restore() {
      rows.value = parseRows(readJson(storage, KEY));
      lastId = rows.value.length;
    },
    addRow() {
      const id = ++lastId;
      change([...rows.value, { id, name: "", value: "" }]);
      return id;
    },
    updateRow(id, patch) {
      change(rows.value.map((row) => row.id === id ? { ...row, ...patch } : row));
    },
    removeRow(id) {
      change(rows.value.filter((row) => row.id !== id));
    },
  };
}

function findProblems(rows: readonly EnvRow[]): Map<number, string> {
  const problems = new Map<number, string>();
  const seen = new Set<string>();
  for (const { id, name, value } of rows) {
    if (name === "") {
      if (value !== "") problems.set(id, "Give it a name, otherwise it is not sent.");
    } else if (!NAME.test(name)) {
      problems.set(id, "Letters, digits and _ only, and no digit first. It is not sent.");
    } else if (value.includes("\0")) {
      problems.set(id, "The value has a NUL character. It is not sent.");
    } else if (seen.has(name)) {
      problems.set(id, `${name} is there already. This one is not sent.`);
    }
    seen.add(name);
  }
  return problems;
}

function parseRows(kept: unknown): EnvRow[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter(isRow).map(({ name, value }, index) => ({ id: index + 1, name, value }));
}

function isRow(row: unknown): row is { name: string; value: string } {
  return typeof row === "object" && row !== null && "name" in row && "value" in row &&
    typeof row.name === "string" && typeof row.value === "string";
}
