import { OP_FILES, type OpFileName } from "../catalog/types.ts";
import type { JsonValue } from "../core/json.ts";
import { LOG_LEVELS } from "../core/run_event.ts";
import {
  CARRIED,
  type CarriedValue,
  type CheckOutcome,
  CHUNK,
  COMPLETED,
  type ExampleOutcome,
  EXECUTING,
  FAILED,
  type FromHost,
  HELD,
  type HostEvent,
  type LoadedExport,
  type LoadedFile,
  LOG,
  PROGRESS,
  RETURNED,
  SHOWN,
  SKIPPED,
} from "./protocol.ts";

/** Reads a line from a host, without its secret. Throws `TypeError` that says what is wrong with it. */
export function parseHostMessage(line: string): FromHost {
  const message: unknown = JSON.parse(line);
  if (Array.isArray(message)) {
    const run = wholeNumber(message.shift());
    for (let i = 0; i < message.length; i++) checkEvent(message[i]);
    return { type: "events", run, events: message as HostEvent[] };
  }
  const record = asRecord(message);
  switch (record.type) {
    case "loading":
      return { type: "loading", file: opFile(record.file) };
    case "ready":
      return { type: "ready", files: list(record.files).map(parseFile) };
    case "example":
      return {
        type: "example",
        index: wholeNumber(record.index),
        outcome: parseOutcome(asRecord(record.outcome)),
      };
    case "value": {
      const id = wholeNumber(record.id);
      return "value" in record
        ? { type: "value", id, value: record.value as JsonValue }
        : { type: "value", id };
    }
    case "here":
      return { type: "here", run: wholeNumber(record.run) };
    case "paused":
      return { type: "paused", run: wholeNumber(record.run) };
    case "idle":
      return { type: "idle", run: wholeNumber(record.run), tainted: record.tainted === true };
    default:
      throw new TypeError(`A host sent a message of unknown type: ${String(record.type)}`);
  }
}

/** For each kind of event whether its fields behind the node's index are of the right types. */
const FIELDS: Record<HostEvent[0], (event: unknown[]) => boolean> = {
  [EXECUTING]: (e) => isRecord(e[2]) && isNumber(e[3]),
  [COMPLETED]: (e) => e.length > 3 && isNumber(e[3]),
  [FAILED]: (e) => typeof e[2] === "string" && isNumber(e[3]),
  [SKIPPED]: (e) => typeof e[2] === "string" && typeof e[3] === "string",
  [PROGRESS]: (e) => isNumber(e[2]) && e[2] >= 0 && e[2] <= 1 && typeof e[3] === "string",
  [CHUNK]: (e) => typeof e[2] === "string" && e[2] !== "",
  [SHOWN]: (e) => isNumber(e[2]),
  [CARRIED]: (e) => isCarried(e[2]),
  [HELD]: () => true,
  [RETURNED]: (e) => e[2] === null || typeof e[2] === "string",
  [LOG]: (e) => LEVELS.has(e[2]) && typeof e[3] === "string",
};

const LEVELS: ReadonlySet<unknown> = new Set(LOG_LEVELS);

function checkEvent(event: unknown): void {
  if (Array.isArray(event) && Number.isInteger(event[1]) && event[1] >= 0) {
    const kind: unknown = event[0];
    if (typeof kind === "number" && FIELDS[kind as HostEvent[0]]?.(event)) return;
  }
  throw new TypeError(`A host sent a malformed event: ${JSON.stringify(event)?.slice(0, 200)}`);
}

function isCarried(value: unknown): value is CarriedValue {
  if (!isRecord(value)) return false;
  switch (value.form) {
    case "json":
      return "value" in value;
    case "v8":
      return typeof value.data === "string";
    case "whole":
      return typeof value.text === "string";
    case "failed":
      return typeof value.failed === "string";
    case "lost":
      return typeof value.message === "string";
    default:
      return false;
  }
}

function parseOutcome(outcome: Record<string, unknown>): ExampleOutcome {
  const checks = list(outcome.checks).map((it): CheckOutcome => {
    const check = asRecord(it);
    return { ok: check.ok === true, ...texts(check, ["expected", "actual", "error"]) };
  });
  return { checks, ...texts(outcome, ["error"]) };
}

/** Those of the fields that are there, which must be texts. */
function texts<Name extends string>(
  record: Record<string, unknown>,
  names: readonly Name[],
): { [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) if (record[name] !== undefined) found[name] = text(record[name]);
  return found;
}

function parseFile(value: unknown): LoadedFile {
  const record = asRecord(value);
  const file = opFile(record.file);
  if (record.ok === true) {
    return { file, ok: true, exports: list(record.exports).map(parseExport) };
  }
  const message = text(record.message);
  return record.line === undefined
    ? { file, ok: false, message }
    : { file, ok: false, message, line: wholeNumber(record.line) };
}

function parseExport(value: unknown): LoadedExport {
  const record = asRecord(value);
  const { kind } = record;
  if (kind !== "function" && kind !== "class" && kind !== "other") {
    throw new TypeError(`A host sent an export of unknown kind: ${String(kind)}`);
  }
  const found: LoadedExport = { name: text(record.name), kind, source: text(record.source) };
  if (kind === "class") found.hasCall = record.hasCall === true;
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function asRecord(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new TypeError("A host sent something that is no message");
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError("A host sent a message without a list that it needs");
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError("A host sent a message without a text that it needs");
}

function wholeNumber(value: unknown): number {
  if (Number.isInteger(value)) return value as number;
  throw new TypeError("A host sent a message without a number that it needs");
}

function opFile(value: unknown): OpFileName {
  if (typeof value === "string" && Object.hasOwn(OP_FILES, value)) return value as OpFileName;
  throw new TypeError(`A host named a file that is no op file: ${String(value)}`);
}
