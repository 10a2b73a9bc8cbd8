import { WHOLE } from "../models/connections.ts";
import type { EditorModel } from "../models/editor.ts";
import type { NodeRun } from "../models/run.ts";
import type { PastRun, PastValue } from "../models/run_history.ts";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ApiResult } from "../api.ts";
import { parsePreview } from "../values.ts";

/** What is looked at: a node, and which of its outputs where a wire was chosen. */
export interface Subject {
  readonly node: string;
  /** A key of the output; undefined for all of it. */
  readonly key?: string;
}

/** What the data panel shows: the selected node, or what flows through the selected wire. */
export function subjectOf({ graph }: Pick<EditorModel, "graph">): Subject | undefined {
  const node = graph.selected.value;
  if (node) {
    return node.type === "noteNode" || node.type === "groupNode" ? undefined : { node: node.id };
  }
  const edges = graph.edges.value.filter(({ selected }) => selected);
  if (edges.length !== 1) return undefined;
  return sourceOf(edges[0]);
}

/** What flows through a wire. */
export function sourceOf(
  { source, sourceHandle }: { source: string; sourceHandle?: string | null },
): Subject {
  const whole = !sourceHandle || sourceHandle === WHOLE || sourceHandle === "result";
  return { node: source, ...(whole ? {} : { key: sourceHandle }) };
}

/** What is known of a node: of the run that is shown, else of the last one in which it had its turn. */
export interface Known {
  readonly node: NodeRun;
  /** undefined while the run is active. */
  readonly run?: PastRun;
  /** It is not of the run that is shown. */
  readonly isOlder: boolean;
}

/** See {@link Known}; undefined when the node has not run. Reads signals. */
export function knownOf(
  { run, history }: Pick<EditorModel, "run" | "history">,
  id: string,
): Known | undefined {
  const node = run.nodeRun(id).value;
  const past = run.past.value;
  if (node) return { node, ...(past ? { run: past } : {}), isOlder: false };
  const latest = history.latest(id);
  return latest && { ...latest, isOlder: true };
}

/** The output that a node had before that which is known of it. */
export function earlierOf(
  { history }: Pick<EditorModel, "history">,
  { node, run }: Known,
): PastValue | undefined {
  if (run) return history.before(run, node.id);
  const latest = history.latest(node.id);
  return latest?.node.output === undefined ? undefined : latest;
}

/** One output of a node's whole output; undefined where there is none of that name. */
export function pickOutput(value: JsonValue | undefined, key?: string): JsonValue | undefined {
  if (key === undefined || value === undefined || parsePreview(value)) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Asks for the whole of an output, where only its beginning is here. */
export async function wholeOutput(
  { run }: Pick<EditorModel, "run">,
  subject: Subject,
  runId: string | undefined,
): Promise<ApiResult<JsonValue>> {
  const answer = await run.loadValue(subject.node, runId);
  if (!answer.ok) return answer;
  return { ok: true, data: pickOutput(answer.data, subject.key) ?? null };
}
