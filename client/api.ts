import type { JsonValue } from "../engine/core/json.ts";
import type { NodePrediction } from "../engine/core/prediction.ts";
import type { RunEvent } from "../engine/core/run_event.ts";
import { parseRunEvent } from "../engine/core/parse_run_event.ts";
import type { OpSchema, Problem } from "../engine/core/schema.ts";
import { browserClock, type Clock } from "./clock.ts";
import { eventBatches } from "./event_batches.ts";
import { connectionError, request, requestJson } from "./http.ts";
import {
  parseListings,
  parsePacks,
  parsePredictions,
  parseProblems,
  parseSchemas,
  parseValue,
  parseVersion,
} from "./parse_answers.ts";

/** Why a call to the server failed. */
export interface ApiError {
  /** `network`: no answer came. `http`: the server refused. `answer`: it is not what was asked for. */
  readonly kind: "network" | "http" | "answer" | "aborted";
  /** In words, for the user. */
  readonly message: string;
  readonly status?: number;
}

/** What every call gives: nothing throws. */
export type ApiResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ApiError };

/** A nodepack of the server. */
export interface PackListing {
  readonly name: string;
  /** What it may do, in words: `network: api.openai.com`, or `nothing`. */
  readonly permissions: readonly string[];
}

/** An example workflow of the server. */
export interface WorkflowListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Counts. */
  readonly nodes: number;
  readonly edges: number;
}

/** A run that the server has begun. */
export interface RunStream {
  /** For stopping it and for its values; "" when the server named none. */
  readonly runId: string;
  /** Events as they come, those of one packet together. Throws an Error in words when the connection breaks. */
  readonly events: AsyncIterable<readonly RunEvent[]>;
}

/** The server, as the page sees it. */
export interface Api {
  schema(signal?: AbortSignal): Promise<ApiResult<OpSchema[]>>;
  problems(signal?: AbortSignal): Promise<ApiResult<Problem[]>>;
  packs(signal?: AbortSignal): Promise<ApiResult<PackListing[]>>;
  /** Catalog versions: the present one at once, then one for each change. Ends when the connection does. */
  catalogChanges(signal: AbortSignal): Promise<ApiResult<AsyncIterable<string>>>;
  workflows(signal?: AbortSignal): Promise<ApiResult<WorkflowListing[]>>;
  /** The file of an example, not checked: `parseWorkflow` does that. */
  workflow(name: string, signal?: AbortSignal): Promise<ApiResult<unknown>>;
  runStream(request: unknown, signal: AbortSignal): Promise<ApiResult<RunStream>>;
  /** What a run of this request would begin with, by id of the node. */
  plan(
    request: unknown,
    signal?: AbortSignal,
  ): Promise<ApiResult<ReadonlyMap<string, NodePrediction>>>;
  /** What is known of the types of a graph, not checked: `parseTypes` does that. */
  checkTypes(request: unknown, signal?: AbortSignal): Promise<ApiResult<unknown>>;
  stopRun(runId: string): Promise<ApiResult<void>>;
  /** The whole output of a node. */
  value(runId: string, nodeId: string, signal?: AbortSignal): Promise<ApiResult<JsonValue>>;
}

/** Makes the client. `baseUrl` is "" in the page: the server that it came from. */
export function createApi(
  options: { baseUrl?: string; fetch?: typeof fetch; clock?: Clock } = {},
): Api {
  const { baseUrl = "", clock = browserClock } = options;
  // Called as a function of its own, because browsers refuse their fetch as another object's method.
  const call: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const get = <T>(path: string, parse: (body: unknown) => T, signal?: AbortSignal) =>
    requestJson(call, `${baseUrl}${path}`, parse, { signal, headers: ACCEPT_JSON });
  const post = <T>(
    path: string,
    parse: (body: unknown) => T,
    body: unknown,
    signal?: AbortSignal,
  ) =>
    requestJson(call, `${baseUrl}${path}`, parse, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...ACCEPT_JSON },
      body: JSON.stringify(body),
      signal,
    });
  return {
    schema: (signal) => get("/get_schema", parseSchemas, signal),
    problems: (signal) => get("/problems", parseProblems, signal),
    packs: (signal) => get("/packs", parsePacks, signal),
    workflows: (signal) => get("/workflows", parseListings, signal),
    workflow: (name, signal) =>
      get(`/workflows/${encodeURIComponent(name)}.json`, (body) => body, signal),
    value: (runId, nodeId, signal) =>
      get(
        `/runs/${encodeURIComponent(runId)}/values/${encodeURIComponent(nodeId)}`,
        parseValue,
        signal,
      ),

    async catalogChanges(signal) {
      const answer = await request(call, `${baseUrl}/catalog/changes`, { signal });
      return answer.ok ? readable(answer.data, (body) => versions(body, clock, signal)) : answer;
    },

    async runStream(body, signal) {
      const answer = await request(call, `${baseUrl}/execute/stream?events=delta`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal,
      });
      if (!answer.ok) return answer;
      const runId = answer.data.headers.get("X-Run-Id") ?? "";
      return readable(answer.data, (body) => ({ runId, events: runEvents(body, clock, signal) }));
    },

    plan: (body, signal) => post("/execute/plan", parsePredictions, body, signal),
    checkTypes: (body, signal) => post("/types/check", (answer) => answer, body, signal),

    async stopRun(runId) {
      const url = `${baseUrl}/runs/${encodeURIComponent(runId)}`;
      const answer = await request(call, url, { method: "DELETE" });
      if (!answer.ok) return answer;
      // An answer that is not read keeps its connection.
      await answer.data.body?.cancel();
      return { ok: true, data: undefined };
    },
  };
}

const ACCEPT_JSON = { Accept: "application/json" };

type Body = ReadableStream<Uint8Array>;

function readable<T>(response: Response, read: (body: Body) => T): ApiResult<T> {
  if (response.body) return { ok: true, data: read(response.body) };
  return { ok: false, error: { kind: "answer", message: "The server's answer is empty." } };
}

async function* versions(body: Body, clock: Clock, signal: AbortSignal): AsyncGenerator<string> {
  for await (const texts of inWords(eventBatches(body, clock), signal)) {
    for (const text of texts) yield parseVersion(JSON.parse(text));
  }
}

async function* runEvents(
  body: Body,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<readonly RunEvent[]> {
  for await (const texts of inWords(eventBatches(body, clock), signal)) {
    yield texts.map(parseRunEvent);
  }
}

/** Passes items on, and says in words why there are no more when the connection broke. */
async function* inWords<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (cause) {
    throw new Error(connectionError(cause, signal).message, { cause });
  }
}
