import type { OpSchema } from "@/engine/core/schema.ts";

/** An `@example` of an op, taken apart. */
export interface OpExample {
  /** The call as it is written. */
  code: string;
  /** The call's arguments by parameter. */
  values: Record<string, unknown>;
  /** What stands behind `//`, where that is a value and no sentence. */
  result?: unknown;
}

/**
 * Reads the examples in an op's JSDoc: `add(2, 3) // 5`, or `new Count().call(4) // 6`.
 *
 * @param given what examples use without saying where it comes from
 */
export function readExamples(op: OpSchema, given: Record<string, unknown> = {}): OpExample[] {
  return (op.examples ?? []).map((text) => {
    const [code, result = ""] = text.split(/(?:^|\s)\/\/ /).map((part) => part.trim());
    const args = argumentsOf(code, op.name, given);
    const example: OpExample = { code, values: byParameter(op, args) };
    if (/^[[{"'\d-]/.test(result)) example.result = evaluate(result, given);
    return example;
  });
}

/** Calls the example with something in the op's place that says what it was called with. */
function argumentsOf(code: string, name: string, given: Record<string, unknown>): unknown[] {
  const op = function (...args: unknown[]) {
    return new.target ? { call: (...args: unknown[]) => args } : args;
  };
  return evaluate(code, { ...given, [name]: op }) as unknown[];
}

function evaluate(code: string, names: Record<string, unknown>): unknown {
  return new Function(...Object.keys(names), `return (${code});`)(...Object.values(names));
}

function byParameter(op: OpSchema, args: unknown[]): Record<string, unknown> {
  const values = op.params.map(({ name, rest }, i) => [name, rest ? args.slice(i) : args[i]]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
