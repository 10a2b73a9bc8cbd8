import type { OpSchema, ParamSchema, ReturnSchema } from "@/engine/core/schema.ts";
import type { FindOp } from "@/client/models/handles.ts";

/** A parameter of the given type. */
export function param(
  name: string,
  type: ParamSchema["type"],
  more: Partial<ParamSchema> = {},
): ParamSchema {
  return { name, type, ts_type: type, ...more };
}

/** An op with those parameters, which returns a `float` unless told otherwise. */
export function op(name: string, params: ParamSchema[], more: Partial<OpSchema> = {}): OpSchema {
  const result: ReturnSchema = { name: "result", type: "float", ts_type: "number" };
  return {
    name,
    params,
    returns: [result],
    docstring: "",
    filepath: "nodepacks/basic/ops.ts",
    pack: "basic",
    is_progress_node: false,
    is_stream_node: false,
    ...more,
  };
}

export const add = op("add", [param("a", "float"), param("b", "float")]);

export const divmod = op("divmod_numbers", [param("a", "float"), param("b", "float")], {
  returns: [
    { name: "quotient", type: "float", ts_type: "number" },
    { name: "remainder", type: "float", ts_type: "number" },
  ],
});

export const greet = op("greet", [
  param("name", "str"),
  param("greeting", "str", { default: "Hello", optional: true }),
  param("loud", "bool"),
], { returns: [{ name: "result", type: "str", ts_type: "string" }] });

export const total = op("total", [param("numbers", "list")]);

/** One parameter of every type. */
export const everything = op("everything", [
  param("f", "float"),
  param("i", "int"),
  param("s", "str"),
  param("b", "bool"),
  param("level", "Literal", { literal_values: ["1", "2", "max"], literals: [1, 2, "max"] }),
  param("l", "list"),
  param("d", "dict"),
  param("img", "Image"),
  param("any", "Any"),
]);

/** Finds the ops of this file. */
export const findOp: FindOp = (name) => [add, divmod, greet, total].find((op) => op.name === name);
