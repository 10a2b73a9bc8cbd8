import type { JsonValue } from "../../engine/core/json.ts";
import type { NodeRun } from "../../engine/core/run_state.ts";

/** What a list, dict or plain value takes, beside what is in it. */
const EACH = 16;

/** About how many bytes a value takes in memory. Walks with a stack of its own: values may be deep. */
export function sizeOfValue(value: JsonValue): number {
  let bytes = 0;
  const open: JsonValue[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    bytes += EACH;
    if (typeof next === "string") bytes += 2 * next.length;
    else if (typeof next === "object" && next !== null) {
      for (const [key, child] of Object.entries(next)) {
        if (!Array.isArray(next)) bytes += 2 * key.length;
        open.push(child);
      }
    }
  }
  return bytes;
}

/** About how many bytes a node of a run takes. */
export function sizeOfNode({ inputs, output, text, logs }: NodeRun): number {
  const logged = logs?.reduce((sum, line) => sum + EACH + 2 * line.text.length, 0) ?? 0;
  return 200 + sizeOfValue({ ...inputs }) + (output === undefined ? 0 : sizeOfValue(output)) +
    2 * (text?.length ?? 0) + logged;
}
