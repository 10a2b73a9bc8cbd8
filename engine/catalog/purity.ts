import type { OpKind } from "../core/schema.ts";
import type { TypeEvaluator } from "./evaluate_type.ts";
import { type Closure, membersOf } from "./head.ts";
import type { PackPermissions } from "./types.ts";

/** JSDoc tags that say of an op whether it is pure. */
export type PurityTag = "pure" | "impure";

/** What an op's declared result is; `unknown` when it is not declared, or may be anything. */
export type ResultForm = "promise" | "other" | "unknown";

/** What decides whether an op is pure. */
export interface PurityFacts {
  /** What its JSDoc says; undefined when it says neither. */
  tag: PurityTag | undefined;
  kind: OpKind;
  /** Source of the loaded function. */
  source: string;
  result: ResultForm;
  /** Permissions of its pack. */
  permissions: PackPermissions;
}

/**
 * Whether an op gives the same output for the same inputs and does nothing else, so that a known output may stand for a
 * call. `@pure` and `@impure` say so; else ops that report or stream are not, nor are those that are async, or may be,
 * in packs that may reach what is outside of them (any permission).
 */
export function isPureOp({ tag, kind, source, result, permissions }: PurityFacts): boolean {
  if (tag !== undefined) return tag === "pure";
  if (kind !== "function" || /^(async\s*)?(function\s*)?\*/.test(source)) return false;
  const mayWait = result !== "other" || /^async\b/.test(source);
  return !mayWait || Object.keys(permissions).length === 0;
}

/**
 * The purity tag among the texts of tags, such as `@impure reads the clock`. Where there are both, `impure` counts:
 * that costs time at most.
 */
export function purityTag(tags: readonly string[]): PurityTag | undefined {
  const names = new Set(tags.map((tag) => /^@(\w+)/.exec(tag.trim())?.[1]));
  return names.has("impure") ? "impure" : names.has("pure") ? "pure" : undefined;
}

/** Says what the declared type of a result is. */
export function resultForm(returned: Closure | undefined, evaluator: TypeEvaluator): ResultForm {
  if (returned === undefined) return "unknown";
  const kinds = membersOf(evaluator.head(returned)).map((it) => it.kind);
  if (kinds.includes("promise")) return "promise";
  return kinds.includes("opaque") ? "unknown" : "other";
}
