import type { OpKind } from "../core/schema.ts";
import type { Callable } from "./callable.ts";
import type { ScopedParam } from "./describe_params.ts";
import type { TypeEvaluator } from "./evaluate_type.ts";
import { isEmpty } from "./global_types.ts";
import { type Closure, type Head, membersOf } from "./head.ts";

/** What an op is when it is called: its kind, and its inputs and output without what belongs to the runner. */
export interface OpForm {
  kind: OpKind;
  /** Inputs: the parameters without an `AbortSignal` among them. */
  params: ScopedParam[];
  /** Type of the output: of a generator what it returns. */
  returned?: Closure;
  /** Place of that signal; undefined for an op that takes none. */
  signalAt: number | undefined;
  /** Why it is no op, as the rest of a sentence that begins with its name. */
  refusal?: string;
}

/**
 * Says what form an op has. A generator is a stream op when it yields text, or when it is not written what it yields;
 * a progress op when it yields progress alone.
 *
 * @param fileKind the kind that its file is for
 * @param source as the loaded function or method has it
 * @param callable its types; undefined when none are written
 */
export function opForm(
  fileKind: OpKind,
  source: string,
  callable: Callable | undefined,
  evaluator: TypeEvaluator,
): OpForm {
  const { params, signalAt } = inputsOf(callable?.params ?? [], evaluator);
  const isWritten = /^(?:async\s*)?(?:function\s*)?\*/.test(source);
  const given = generatorOf(callable?.returned, evaluator);
  const form = { kind: fileKind, params, returned: callable?.returned, signalAt };
  if (!isWritten && !given?.isAsync) return form;
  const yielded = yieldKind(given?.yields, evaluator);
  // A function that hands on an iterable of anything else has that as its value.
  if (!isWritten && (given?.yields === undefined || yielded === undefined)) return form;
  const generator: OpForm = { ...form, returned: given?.returned };
  if (yielded === undefined) return { ...generator, refusal: REFUSAL };
  return fileKind === "function" ? { ...generator, kind: yielded } : generator;
}

const REFUSAL =
  "is a generator that yields neither text nor progress, so it is no op. Yield texts " +
  'to stream them, or "Progress" of "psynapse" to say how far it is, and give the value with "return".';

/** Takes the signal away that one of the parameters is, the first if there are several. */
function inputsOf(
  params: ScopedParam[],
  evaluator: TypeEvaluator,
): { params: ScopedParam[]; signalAt: number | undefined } {
  const signalAt = params.findIndex((param) => isSignal(param, evaluator));
  return signalAt === -1
    ? { params, signalAt: undefined }
    : { params: params.toSpliced(signalAt, 1), signalAt };
}

function isSignal({ type, rest, scope }: ScopedParam, evaluator: TypeEvaluator): boolean {
  if (type === undefined || rest) return false;
  const members = membersOf(evaluator.head({ type, scope })).filter((it) => !isEmpty(it));
  return members.length > 0 && members.every((it) => it.kind === "signal");
}

/** The generator that a return type is, also as a promise of one. */
function generatorOf(
  returned: Closure | undefined,
  evaluator: TypeEvaluator,
): (Head & { kind: "generator" }) | undefined {
  let head = returned && evaluator.head(returned);
  for (let depth = 0; head?.kind === "promise" && depth < 8; depth++) {
    head = evaluator.head(head.inner);
  }
  return head?.kind === "generator" ? head : undefined;
}

/** What is yielded: text, progress, or neither. What is not known is taken for text. */
function yieldKind(
  yields: Closure | undefined,
  evaluator: TypeEvaluator,
): "stream" | "progress" | undefined {
  const heads = yields === undefined ? [] : membersOf(evaluator.head(yields));
  const kinds = heads.filter((it) => !isEmpty(it)).map(yieldedBy);
  if (kinds.includes(undefined)) return undefined;
  return kinds.length > 0 && kinds.every((it) => it === "progress") ? "progress" : "stream";
}

function yieldedBy(head: Head): "stream" | "progress" | undefined {
  switch (head.kind) {
    case "opaque":
      return "stream";
    case "literal":
      return ofValueType(typeof head.value);
    case "keyword":
      return head.name === "Image"
        ? "stream"
        : ofValueType(head.name === "Int" ? "number" : head.name);
    case "object":
      return head.members.has("current") && head.members.has("total") ? "progress" : undefined;
    default:
      return undefined;
  }
}

function ofValueType(type: string): "stream" | "progress" | undefined {
  return type === "string" ? "stream" : type === "number" ? "progress" : undefined;
}
