import type { JsonValue } from "./json.ts";
import { isNodeEvent, type RunEvent } from "./run_event.ts";

/** What the original's form repeats on each event of a node. */
interface Repeated {
  /** The inputs as JSON text: they are repeated often and encoded once. */
  inputs: string;
  text: string;
}

/**
 * Makes an encoder of events to JSON in the original's form for one run: `inputs` stands on every event of a node, and
 * `streaming_text` has all the text so far. The encoder remembers a node until its last event.
 */
export function createOriginalEncoder(): (event: RunEvent) => string {
  const nodes = new Map<string, Repeated>();
  return (event) => {
    if (!isNodeEvent(event)) return JSON.stringify(event);
    if (event.status === "executing") {
      nodes.set(event.node_id, { inputs: JSON.stringify(event.inputs), text: "" });
      return JSON.stringify(event);
    }
    // The original has no such event: nothing is repeated on it.
    if (event.status === "log") return JSON.stringify(event);
    // It is the only event of its node.
    if (event.status === "completed" && event.cached) return JSON.stringify(event);
    const node = nodes.get(event.node_id);
    const inputs = node?.inputs ?? "{}";
    if (event.status === "completed" || event.status === "error") nodes.delete(event.node_id);
    if (event.status !== "streaming") return withInputs(event, inputs);
    const text = (node?.text ?? "") + event.streaming_chunk;
    if (node) node.text = text;
    const { streaming_chunk, ...rest } = event;
    const whole: Record<string, JsonValue | undefined> = {
      ...rest,
      streaming_text: text,
      streaming_chunk,
    };
    return withInputs(whole, inputs);
  };
}

/** Puts the inputs, already JSON, behind the other fields of an object that has some. */
function withInputs(event: object, inputs: string): string {
  return `${JSON.stringify(event).slice(0, -1)},"inputs":${inputs}}`;
}
