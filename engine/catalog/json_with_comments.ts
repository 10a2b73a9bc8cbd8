import type * as acorn from "acorn";
import type { JsonValue } from "../core/json.ts";
import { parseExpression, readLiteral } from "./literal.ts";

/** Why a text is no JSON, and on which line (1-based) where that is known. */
export class JsonSyntaxError extends SyntaxError {
  constructor(message: string, readonly line?: number) {
    super(message);
  }
}

/**
 * Reads JSON with comments and trailing commas, as `deno.json` may have them. An empty text is an empty object.
 *
 * @throws JsonSyntaxError
 */
export function parseJsonWithComments(text: string): JsonValue {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    // It may have comments: JSON with comments and trailing commas is a JavaScript expression.
  }
  const literal = readLiteral(parseJson(text));
  if (literal === undefined) throw new JsonSyntaxError("It holds something that is no JSON");
  return literal.value;
}

function parseJson(text: string): acorn.Expression {
  try {
    return parseExpression(`(${text}\n)`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [, message, line] = /^(.*) \((\d+):\d+\)$/.exec(error.message) ?? [];
    if (line === undefined) throw new JsonSyntaxError(error.message);
    // The bracket behind the text stands on a line of its own.
    const last = text.split("\n").length;
    throw new JsonSyntaxError(message, Math.min(Number(line), last));
  }
}
