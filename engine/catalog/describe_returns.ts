import type { ReturnSchema } from "../core/schema.ts";
import { classify } from "./classify_type.ts";
import type { TypeEvaluator } from "./evaluate_type.ts";
import type { Closure, Scope } from "./head.ts";
import { printType } from "./print_type.ts";
import { type TsType, UNKNOWN } from "./ts_type.ts";

/** Names of output handles that stand for the whole value. */
const WHOLE: readonly string[] = ["result", "output"];

/**
 * Describes the outputs of an op: one for each key of a return type that is written as an object type, else `result`.
 */
export function describeReturns(
  returned: Closure | undefined,
  evaluator: TypeEvaluator,
): ReturnSchema[] {
  const type = unwrap(returned?.type ?? UNKNOWN);
  const scope = returned?.scope ?? { file: "", bindings: new Map() };
  const whole = describe("result", type, scope, evaluator);
  const members = inlineObject(type)?.members.filter((it) => !it.name.startsWith("[")) ?? [];
  const keys = members.filter((it) => !WHOLE.includes(it.name));
  if (keys.length === 0) return [whole];
  const outputs = keys.map(({ name, type, method }) =>
    describe(
      name,
      method === undefined
        ? type ?? UNKNOWN
        : { kind: "function", signature: method, isConstructor: false },
      scope,
      evaluator,
    )
  );
  // A key of that name cannot be reached: the handle is the whole value, and is listed as that.
  return members.length > keys.length ? [whole, ...outputs] : outputs;
}

function describe(
  name: string,
  type: TsType,
  scope: Scope,
  evaluator: TypeEvaluator,
): ReturnSchema {
  const { optional: _, nullable: __, undefinable: ___, ...info } = classify(
    evaluator.head({ type, scope }),
    evaluator.head,
  );
  return { name, ...info, ts_type: printType(type) };
}

/** The type without `Promise<…>` and brackets around it. */
function unwrap(type: TsType): TsType {
  if (type.kind === "paren") return unwrap(type.inner);
  if (isGlobal(type, "Promise") || isGlobal(type, "PromiseLike")) {
    return type.args[0] === undefined ? type : unwrap(type.args[0]);
  }
  if (type.kind !== "union") return type;
  const members = new Map(type.members.map(unwrap).map((it) => [printType(it), it]));
  const [first] = members.values();
  return members.size === 1 ? first : { kind: "union", members: [...members.values()] };
}

/** The object type that is written there, also as `Readonly<{…}>` or beside null. */
function inlineObject(type: TsType): (TsType & { kind: "object" }) | undefined {
  if (type.kind === "object") return type;
  if (type.kind === "paren") return inlineObject(type.inner);
  if (isGlobal(type, "Readonly") && type.args[0] !== undefined) return inlineObject(type.args[0]);
  if (type.kind !== "union") return undefined;
  const rest = type.members.filter((it) =>
    !(it.kind === "keyword" && (it.name === "null" || it.name === "undefined"))
  );
  return rest.length === 1 ? inlineObject(rest[0]) : undefined;
}

function isGlobal(type: TsType, name: string): type is TsType & { kind: "ref" } {
  return type.kind === "ref" && type.name === name &&
    (type.from === "global" || type.from === "unknown");
}
