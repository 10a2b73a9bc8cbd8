import type { CatalogOp } from "../catalog/types.ts";
import { isUnset } from "../core/gather_inputs.ts";
import type { GraphNode } from "../core/graph.ts";
import type { ParamSchema } from "../core/schema.ts";

/** Longest value that is looked at, in characters of JSON: it becomes a type, word for word. */
const MAX_LENGTH = 2_000;
/** What nothing can be said against. */
const OPEN = new Set(["unknown", "any"]);

/** A value that stands in a node itself, as the type that it alone has. */
export interface OwnValue {
  param: ParamSchema;
  /** TypeScript text: JSON is one. */
  type: string;
}

/**
 * Values of a node that flow as they are: lists, objects, and what has no name on the wire. Others are converted, or
 * refused, by that name. Values of connected parameters do not flow.
 */
export function ownValues(
  node: GraphNode,
  op: CatalogOp | undefined,
  isConnected: (param: string) => boolean,
): OwnValue[] {
  if (node.kind !== "function" || op === undefined) return [];
  return op.schema.params.flatMap((param): OwnValue[] => {
    const isAsItIs = param.type === "list" || param.type === "dict" || param.type === "Any";
    const value = Object.hasOwn(node.values, param.name) ? node.values[param.name] : undefined;
    if (!isAsItIs || OPEN.has(param.ts_type) || isUnset(value, param) || isConnected(param.name)) {
      return [];
    }
    const type = typeText(value, param);
    return type === undefined ? [] : [{ param, type }];
  });
}

/** Undefined for what is too large, and for texts that are no JSON where some is needed: conversion says so. */
function typeText(value: unknown, { type }: ParamSchema): string | undefined {
  let text = JSON.stringify(value);
  if (typeof value === "string" && type !== "Any") {
    try {
      text = JSON.stringify(JSON.parse(value));
    } catch {
      return undefined;
    }
  }
  return text.length > MAX_LENGTH ? undefined : text;
}
