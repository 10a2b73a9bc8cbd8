import type { JsonValue } from "../../engine/core/json.ts";
import { pinProblem, sizeProblem } from "../../engine/core/pinned.ts";
import type { EditorData, EditorNode } from "../flow.ts";
import type { EditorModel } from "../models/editor.ts";
import { makeNode, patched } from "../models/node_data.ts";
import { namesOf } from "../models/step_names.ts";
import { parsePreview } from "../values.ts";
import { knownOf } from "./subject.ts";

type Parts = Pick<EditorModel, "graph" | "run" | "history" | "notices" | "hands">;

/** Whether nodes of a type can be pinned: Variables have their value, and views pass none on. */
export function canPin({ type }: Pick<EditorNode, "type">): boolean {
  return type === "functionNode" || type === "listNode";
}

/** The pinned value in a node's data; undefined when there is none. */
export function pinnedOf(data: EditorData | undefined): JsonValue | undefined {
  return data && "pinned" in data ? data.pinned : undefined;
}

/** Pins a value as the output of a node. Says why when it cannot be; returns whether it was. */
export function pin({ graph, notices, hands }: Parts, id: string, value: JsonValue): boolean {
  const title = graph.title(id).peek();
  const problem = pinProblem(value);
  if (problem) {
    notices.show({ kind: "warning", text: `The output of “${title}” is not pinned: ${problem}.` });
    return false;
  }
  setPinned(graph, id, "pin", value);
  hands.said.value = `${title} is pinned`;
  return true;
}

/** Whether a value can be changed: what is too large to be pinned is not worth a field. Says why not. */
export function canChange({ graph, notices }: Parts, id: string, value: JsonValue): boolean {
  const problem = sizeProblem(value);
  if (!problem) return true;
  const title = graph.title(id).peek();
  const text = `The output of “${title}” cannot be changed here: ${problem}.`;
  notices.show({ kind: "warning", text });
  return false;
}

/** Lets a node run again. */
export function unpin({ graph, hands }: Parts, id: string): void {
  setPinned(graph, id, "unpin", undefined);
  hands.said.value = `${graph.title(id).peek()} is not pinned any more`;
}

/** Pins what a node gave last, or takes its pin away. */
export async function togglePin(parts: Parts, node: EditorNode): Promise<void> {
  if (pinnedOf(node.data) !== undefined) return unpin(parts, node.id);
  const known = knownOf(parts, node.id);
  const { output } = known?.node ?? {};
  if (output === undefined) {
    parts.notices.show({
      kind: "info",
      text: `Nothing to pin: “${
        parts.graph.title(node.id).peek()
      }” has no output yet. Run it first.`,
    });
    return;
  }
  if (!parsePreview(output)) return void pin(parts, node.id, output);
  const whole = await parts.run.loadValue(node.id, known?.run?.id);
  if (whole.ok) pin(parts, node.id, whole.data);
  else parts.notices.show({ kind: "warning", text: `Not pinned: ${whole.error.message}` });
}

function setPinned(
  graph: EditorModel["graph"],
  id: string,
  verb: string,
  pinned: JsonValue | undefined,
): void {
  const chosen = graph.nodes.peek().find((node) => node.id === id);
  if (!chosen) return;
  graph.edit(`${verb} ${namesOf([chosen])}`, (flow) => ({
    nodes: flow.nodes.map((node) =>
      node.id === id
        ? { ...node, ...makeNode({ ...node, data: patched(node.data, { pinned }) }) }
        : node
    ),
    edges: flow.edges,
  }));
}
