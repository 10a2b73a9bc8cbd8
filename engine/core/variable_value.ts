import { valueText } from "./coerce.ts";
import type { VariableNode, VariableType } from "./graph.ts";
import { isObject } from "./own.ts";
import { parseBoolean, parseNumber } from "./parse_text.ts";

/**
 * The value of a variable node by its type. Nothing here fails: what does not fit is the type's empty value (0, false,
 * "", [], {}).
 *
 * With `llmRole`, texts are `{role, content}` and images `{role, content: [{type: "image_url", image_url: {url}}]}`;
 * with `textContent` alone, texts are `{type: "text", text}`.
 */
export function variableValue(node: VariableNode): unknown {
  return READERS[node.variableType](node);
}

const READERS = {
  String: readText,
  Number: readNumber,
  Boolean: readBoolean,
  List: (node) => {
    const value = parseIfText(node.value);
    return Array.isArray(value) ? value : [];
  },
  Object: (node) => {
    const value = parseIfText(node.value);
    return isObject(value) ? value : {};
  },
  Image: readImage,
} satisfies Record<VariableType, (node: VariableNode) => unknown>;

function readText({ value, llmRole, textContent }: VariableNode): unknown {
  const text = value === null || value === undefined ? "" : valueText(value);
  if (llmRole !== undefined) return { role: llmRole, content: text };
  return textContent ? { type: "text", text } : text;
}

/** Booleans stay what they are, as in the original: where a number is wanted, they convert. */
function readNumber({ value }: VariableNode): unknown {
  if (typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "string" ? parseNumber(value) ?? 0 : 0;
}

function readBoolean({ value }: VariableNode): boolean {
  if (typeof value === "string") return parseBoolean(value) ?? false;
  return value === true || (typeof value === "number" && value !== 0);
}

function readImage({ value, llmRole }: VariableNode): unknown {
  const url = typeof value === "string" ? value : "";
  if (llmRole === undefined) return url;
  return { role: llmRole, content: [{ type: "image_url", image_url: { url } }] };
}

function parseIfText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined; // A text that is no JSON is no list and no object: the empty value stands for it.
  }
}
