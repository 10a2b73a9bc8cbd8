import { type Aim, cutGraph } from "../../engine/core/cut_graph.ts";
import type { JsonValue } from "../../engine/core/json.ts";
import { hasStandIn } from "../../engine/core/pinned.ts";
import { workflowToRunRequest } from "../../engine/core/workflow.ts";
import type { EditorModel } from "../models/editor.ts";
import { parsePreview } from "../values.ts";
import { knownOf } from "./subject.ts";

type Parts = Pick<
  EditorModel,
  "graph" | "run" | "history" | "reuse" | "settings" | "catalog" | "notices"
>;

/** Bytes of known values that are sent at most; nodes whose values go over that run again. */
const MOST_BYTES = 32 * 1024 * 1024;
const NAMES = {
  to: (title: string) => `${title} and what it needs`,
  from: (title: string) => `${title} and what depends on it`,
  after: (title: string) => `what depends on ${title}`,
  alone: (title: string) => `${title} alone`,
} as const satisfies Record<Aim["kind"], (title: string) => string>;

/** Runs a part of the graph: values of the last runs stand in for what is not to run again. */
export async function runPart(parts: Parts, aim: Aim): Promise<void> {
  const { graph, run, reuse, settings, catalog, notices } = parts;
  if (run.active.peek()) return;
  const workflow = graph.toWorkflow();
  const values = await knownValues(parts, aim);
  const cut = cutGraph(workflow, aim, (id) => values.get(id));
  const title = graph.title(aim.node).peek();
  if (cut.nodes.length === 0) {
    notices.show({ kind: "info", text: `Nothing to run: nothing depends on “${title}”.` });
    return;
  }
  await run.execute({
    name: NAMES[aim.kind](title),
    request: () => ({
      ...workflowToRunRequest(cut, settings.envVars.peek(), catalog.find),
      ...(reuse.on.peek() ? { reuse: true } : {}),
    }),
  });
}

/**
 * The values that may stand in, whole. Large ones are asked of the server, those alone that the part needs; what it does
 * not have any more counts as not known.
 */
async function knownValues(parts: Parts, aim: Aim): Promise<Map<string, JsonValue>> {
  const { graph, run } = parts;
  const workflow = graph.toWorkflow();
  const values = new Map<string, JsonValue>();
  const refused = new Set<string>();
  let bytes = 0;
  const known = (id: string): JsonValue | undefined => {
    if (refused.has(id)) return undefined;
    return values.get(id) ?? outputOf(parts, id);
  };
  // What turns out not to be known brings others in, which may be known: until nothing new is needed.
  while (true) {
    const { standIns } = cutGraph(workflow, aim, known);
    const missing = standIns.filter((id) => !values.has(id));
    if (missing.length === 0) return values;
    for (const id of missing) {
      const value = await wholeValue(parts, id);
      const size = value === undefined ? 0 : JSON.stringify(value).length;
      if (value === undefined || hasStandIn(value) || bytes + size > MOST_BYTES) refused.add(id);
      else values.set(id, value);
      bytes += size;
    }
    if (run.active.peek()) return values;
  }
}

function outputOf(parts: Parts, id: string): JsonValue | undefined {
  const node = knownOf(parts, id)?.node;
  return node?.status === "completed" ? node.output : undefined;
}

async function wholeValue(parts: Parts, id: string): Promise<JsonValue | undefined> {
  const known = knownOf(parts, id);
  const value = known?.node.output;
  if (value === undefined || !parsePreview(value)) return value;
  const answer = await parts.run.loadValue(id, known?.run?.id);
  return answer.ok ? answer.data : undefined;
}
