import type { JsonValue } from "../engine/core/json.ts";
import { PREVIEW_LIMIT, previewed } from "../engine/core/preview.ts";
import { isNodeEvent, type RunEvent } from "../engine/core/run_event.ts";

/**
 * An event as JSON in the lean form: as it is, with previews in the place of large values. What it costs grows with
 * the event alone, never with what came before.
 */
export function encodeDelta(event: RunEvent): string {
  const json = JSON.stringify(event);
  return json.length <= PREVIEW_LIMIT ? json : JSON.stringify(withPreviews(event));
}

function withPreviews(event: RunEvent): RunEvent {
  if (!isNodeEvent(event)) {
    return event.status === "done" ? { ...event, results: previewedAll(event.results) } : event;
  }
  switch (event.status) {
    case "executing":
      return { ...event, inputs: previewedAll(event.inputs) };
    case "completed":
      return {
        ...event,
        ...(event.inputs && { inputs: previewedAll(event.inputs) }),
        output: previewed(event.output),
      };
    default:
      return event;
  }
}

function previewedAll(values: Record<string, JsonValue>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, previewed(value)]));
}
