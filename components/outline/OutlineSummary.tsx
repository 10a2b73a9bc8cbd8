import { shortValue } from "../../client/outline/short_value.ts";
import type { EditorData } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";
import { useOutline } from "./context.ts";
import { handleName } from "./handle_name.ts";

/** Of a node whose details are folded: its inputs and where its outputs go, in one line. */
export function OutlineSummary({ id }: { id: string }) {
  const { graph } = useEditor();
  const { edgesFrom } = useOutline();
  const inputs = [...graph.connections(id).value.inputs].map(([name, { nodeId, handle }]) =>
    `${name} ← ${graph.title(nodeId).value}${handleName(handle)}`
  );
  const targets = edgesFrom(id).map(({ target }) => graph.title(target).value);
  const text = [
    [...inputs, ...ownValues(graph.data(id).value, inputs)].join(", "),
    targets.length > 0 ? `→ ${[...new Set(targets)].join(", ")}` : "",
  ].filter(Boolean).join(" ");
  return text === "" ? null : <p class="outline-summary">{text}</p>;
}

/** What is set in the node itself. */
function ownValues(data: EditorData | undefined, connected: readonly string[]): string[] {
  if (!data) return [];
  if ("variableType" in data) {
    return data.variableValue === undefined ? [] : [`= ${shortValue(data.variableValue)}`];
  }
  if (!("values" in data)) return [];
  return Object.entries(data.values)
    .filter(([name]) => !connected.some((input) => input.startsWith(`${name} ←`)))
    .map(([name, value]) => `${name} = ${shortValue(value)}`);
}
