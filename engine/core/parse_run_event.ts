import { PsynapseError } from "./errors.ts";
import { isObject, own } from "./own.ts";
import type { RunEvent } from "./run_event.ts";

type FieldType = "string" | "number" | "object" | "any";

/** The fields that an event of each status must have; others are taken as they are. */
const NODE_FIELDS: Record<string, Record<string, FieldType>> = {
  executing: { inputs: "object" },
  progress: { progress: "number", progress_message: "string" },
  streaming: { streaming_chunk: "string" },
  log: { level: "string", text: "string" },
  completed: { output: "any" },
  error: { error: "string" },
};
const RUN_FIELDS: Record<string, Record<string, FieldType>> = {
  waiting: { before: "number" },
  done: { results: "object" },
  error: { error: "string" },
};
const COMMON_FIELDS: Record<string, FieldType> = {
  node_id: "string",
  node_number: "number",
  node_name: "string",
};

/**
 * Reads one event from the data of a stream: the border where events get their type.
 *
 * @throws {PsynapseError} "bad_request" when it is no event; the message names what is wrong.
 */
export function parseRunEvent(text: string): RunEvent {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (cause) {
    throw new PsynapseError("bad_request", "An event of the run is not JSON", { cause });
  }
  if (!isObject(event)) throw bad("it is no object");
  const isNode = Object.hasOwn(event, "node_id");
  const table = isNode ? NODE_FIELDS : RUN_FIELDS;
  const status = event.status;
  if (typeof status !== "string" || !Object.hasOwn(table, status)) {
    throw bad(`its status is ${JSON.stringify(status)}`);
  }
  if (isNode) checkFields(event, COMMON_FIELDS);
  checkFields(event, table[status]);
  return event as unknown as RunEvent;
}

function checkFields(event: Record<string, unknown>, fields: Record<string, FieldType>): void {
  for (const [name, type] of Object.entries(fields)) {
    if (!IS[type](own(event, name))) throw bad(`"${name}" is missing or of the wrong type`);
  }
}

const IS = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  object: isObject,
  any: (value) => value !== undefined,
} satisfies Record<FieldType, (value: unknown) => boolean>;

function bad(what: string): PsynapseError {
  return new PsynapseError("bad_request", `An event of the run cannot be read: ${what}`);
}
