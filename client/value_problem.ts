import { coerce } from "../engine/core/coerce.ts";
import { errorMessage } from "../engine/core/errors.ts";
import { isUnset } from "../engine/core/gather_inputs.ts";
import type { JsonValue } from "../engine/core/json.ts";
import type { ParamSchema } from "../engine/core/schema.ts";

/** Why the engine will not take a value for a parameter; undefined when it will, or when nothing is set. */
export function valueProblem(param: ParamSchema, value: JsonValue | undefined): string | undefined {
  if (isUnset(value, param)) return undefined;
  try {
    coerce(value, param);
    return undefined;
  } catch (error) {
    return withPlace(errorMessage(error), param, value);
  }
}

/** Where a list or dict is written as text that is no JSON: what is wrong with it, and where. */
function withPlace(message: string, { type }: ParamSchema, value: JsonValue | undefined): string {
  if ((type !== "list" && type !== "dict") || typeof value !== "string") return message;
  try {
    JSON.parse(value);
    return message;
  } catch (error) {
    return `${message}: ${errorMessage(error)}`;
  }
}
