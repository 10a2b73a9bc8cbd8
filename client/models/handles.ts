import {
  ANY,
  type FindOp,
  listedOutputs,
  type OutputHandleInfo,
} from "../../engine/core/handle_types.ts";
import type { OpSchema, ParamSchema } from "../../engine/core/schema.ts";

export {
  inputType,
  outputType,
  variableOutput,
  VIEW_INPUT,
} from "../../engine/core/handle_types.ts";
export type { FindOp, OutputHandleInfo };

/**
 * The output handles of an op: the whole value, then one for each key where the return type lists them. Handles that
 * are connected and that the op does not have (any more) come last, so that their edges keep an end.
 */
export function outputHandles(
  op: OpSchema | undefined,
  connected: ReadonlySet<string> = new Set(),
): OutputHandleInfo[] {
  const handles = listedOutputs(op);
  const unknown = [...connected].filter((id) => !handles.some((handle) => handle.id === id));
  return [...handles, ...unknown.map((id) => ({ id, info: ANY }))];
}

/**
 * The inputs of a function node: its op's parameters, then those that are connected, or of an op that is not known
 * set, without being parameters.
 */
export function inputParams(
  op: OpSchema | undefined,
  values: Readonly<Record<string, unknown>>,
  connected: Iterable<string>,
): readonly ParamSchema[] {
  const known = op?.params ?? [];
  const names = new Set([...(op ? [] : Object.keys(values)), ...connected]);
  const unknown = [...names].filter((name) => !known.some((param) => param.name === name));
  if (unknown.length === 0) return known;
  return [...known, ...unknown.map((name): ParamSchema => ({ ...ANY, name }))];
}

/** Whether a parameter sits in the fold of those that need no value. */
export function hasDefault(param: ParamSchema): boolean {
  return param.optional === true || param.default !== undefined;
}
