import type { OpSchema, ParamSchema, TypeInfo } from "../../engine/core/schema.ts";

/**
 * Writes the types of an op as one line, so that it can be compared and read:
 * `name(a: float «number», b?|null: Literal["x"] «Mode» = "x", ...c?: list «Int[]») → str «string»`.
 * Every field is in it but for the texts and where the op is.
 */
export function signatureText({ name, params, returns }: OpSchema): string {
  const outputs = returns.length === 1 && returns[0].name === "result"
    ? typeText(returns[0])
    : returns.map((it) => `${it.name}: ${typeText(it)}`).join(", ");
  return `${name}(${params.map(paramText).join(", ")}) → ${outputs}`;
}

function paramText(param: ParamSchema): string {
  const marks = (param.optional ? "?" : "") + (param.nullable ? "|null" : "") +
    (param.undefinable ? "|undefined" : "");
  const fallback = "default" in param ? ` = ${JSON.stringify(param.default)}` : "";
  return `${param.rest ? "..." : ""}${param.name}${marks}: ${typeText(param)}${fallback}`;
}

function typeText({ type, literals, literal_values, ts_type }: TypeInfo): string {
  if (JSON.stringify(literals?.map(String)) !== JSON.stringify(literal_values)) {
    throw new Error(`The literals of ${ts_type} differ from their texts`);
  }
  return `${type}${literals === undefined ? "" : JSON.stringify(literals)} «${ts_type}»`;
}
