import { HttpError } from "fresh";
import { errorMessage, PsynapseError } from "../engine/core/errors.ts";
import type { JsonValue } from "../engine/core/json.ts";
import { createOriginalEncoder } from "../engine/core/original_form.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { isNodeEvent, type RunEvent } from "../engine/core/run_event.ts";
import type { Engine, Run, RunOptions } from "../engine/engine.ts";
import { encodeDelta } from "./delta_encoder.ts";
import { eventStreamResponse } from "./event_stream.ts";
import { slowJson } from "./slow_json.ts";

/** What a run came to. */
interface RunOutcome {
  /** The views' values by node id. */
  results: Record<string, JsonValue>;
  /** Messages of the nodes that failed or were skipped, by node id. */
  errors: Record<string, string>;
}

/** A run that ended before it was done, as for a limit. */
interface BrokenOutcome {
  /** Why. */
  detail: string;
  errors: RunOutcome["errors"];
}

/** The forms of the stream: the original's, and the lean one of `?events=delta`. */
export type StreamForm = "original" | "delta";

/** Reads `?events=`. @throws {PsynapseError} "bad_request" for a form that is not known */
export function parseStreamForm(url: URL): StreamForm {
  const wanted = url.searchParams.get("events");
  if (wanted === null) return "original";
  if (wanted === "delta") return "delta";
  throw new PsynapseError("bad_request", `events is "${wanted}", but must be delta or left out`, {
    field: "events",
  });
}

/**
 * Starts the run that a body asks for; it stops when the request is aborted.
 *
 * @throws {PsynapseError} "bad_request" or "bad_graph"
 */
export async function startRun(
  engine: Engine,
  body: unknown,
  options: RunOptions,
): Promise<Run> {
  return await engine.run(parseRunRequest(body), options);
}

/**
 * Streams a run's events; the run stops when the client goes away.
 *
 * @param stallMs milliseconds after which a client that takes nothing counts as gone
 */
export function streamRun(run: Run, form: StreamForm, stallMs: number): Response {
  return eventStreamResponse<RunEvent>({
    items: run.events,
    // Clients of the original know no such event, and leave comments alone.
    comment: form === "delta" ? undefined : waitingComment,
    // Even a run that breaks ends with a terminal event.
    onError: (error) => ({ status: "error", error: `The run broke: ${errorMessage(error)}` }),
    encode: form === "delta" ? encodeDelta : createOriginalEncoder(),
    onGone: () => run.stop(),
    stallMs,
    headers: { "X-Run-Id": run.id },
  });
}

function waitingComment(event: RunEvent): string | undefined {
  if (event.status !== "waiting") return undefined;
  const { before } = event;
  if (before === 0) return "its turn has come";
  return `waiting for ${before} ${before === 1 ? "run" : "runs"} before it`;
}

/** The stream of a graph that is refused: one event that says why. */
export function streamRefusal(error: PsynapseError): Response {
  return eventStreamResponse<RunEvent>({ items: refused(error), encode: JSON.stringify });
}

async function* refused(error: PsynapseError): AsyncGenerator<RunEvent> {
  yield { status: "error", error: error.message };
}

/**
 * Answers with what a run comes to; the run stops when the client goes away.
 *
 * @throws {HttpError} 409 when it is stopped soon
 */
export function answerRun(run: Run): Promise<Response> {
  return slowJson({
    value: runOutcome(run),
    statusOf: (outcome) => "detail" in outcome ? 500 : 200,
    headers: { "X-Run-Id": run.id },
    onGone: () => run.stop(),
  });
}

async function runOutcome(run: Run): Promise<RunOutcome | BrokenOutcome> {
  const errors: Record<string, string> = Object.create(null);
  for await (const event of run.events) {
    if (isNodeEvent(event)) {
      if (event.status === "error") errors[event.node_id] = event.error;
    } else if (event.status === "done") {
      return { results: event.results, errors };
    } else if (event.status === "error") {
      if (event.stopped) throw new HttpError(409, event.error);
      return { detail: event.error, errors };
    }
  }
  throw new Error(`Run ${run.id} ended without saying how`);
}
