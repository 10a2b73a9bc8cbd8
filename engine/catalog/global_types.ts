import {
  type Closure,
  type Head,
  type HeadMember,
  type Keyword,
  membersOf,
  OPAQUE,
  unionOf,
} from "./head.ts";

/** Evaluates a type. */
export type EvaluateHead = (closure: Closure) => Head;

type GlobalType = (args: Closure[], head: EvaluateHead) => Head;

const keyword = (name: Keyword): GlobalType => () => ({ kind: "keyword", name });

/** Evaluates the first argument and goes on with what it is. */
const onFirst =
  (apply: (head: Head, args: Closure[], evaluate: EvaluateHead) => Head): GlobalType =>
  (args, evaluate) => args[0] === undefined ? OPAQUE : apply(evaluate(args[0]), args, evaluate);

const onTexts = (change: (text: string) => string): GlobalType =>
  onFirst((head) =>
    unionOf(
      membersOf(head).map((it): Head =>
        it.kind === "literal" && typeof it.value === "string"
          ? { kind: "literal", value: change(it.value) }
          : it
      ),
    )
  );

const asList: GlobalType = ([element]) => ({ kind: "list", element });

const asPromise: GlobalType = ([inner]) =>
  inner === undefined ? OPAQUE : { kind: "promise", inner };

const asGenerator = (isAsync: boolean): GlobalType => ([yields, returned]) => ({
  kind: "generator",
  yields,
  returned,
  isAsync,
});

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The types of TypeScript's own library that mean more to a node than "anything". */
export const GLOBAL_TYPES: ReadonlyMap<string, GlobalType> = new Map<string, GlobalType>([
  ["Array", asList],
  ["ReadonlyArray", asList],
  ["Promise", asPromise],
  ["PromiseLike", asPromise],
  ["AsyncGenerator", asGenerator(true)],
  ["AsyncIterable", asGenerator(true)],
  ["AsyncIterableIterator", asGenerator(true)],
  ["AsyncIterator", asGenerator(true)],
  ["AsyncIteratorObject", asGenerator(true)],
  ["Generator", asGenerator(false)],
  ["Iterable", asGenerator(false)],
  ["IterableIterator", asGenerator(false)],
  ["Iterator", asGenerator(false)],
  ["IteratorObject", asGenerator(false)],
  ["AbortSignal", () => ({ kind: "signal" })],
  ["Awaited", onFirst((head) => head)],
  ["NoInfer", onFirst((head) => head)],
  ["Readonly", onFirst((head) => head)],
  ["Partial", onFirst((head) => withOptional(head, true))],
  ["Required", onFirst((head) => withOptional(head, false))],
  ["Record", record],
  ["Pick", onFirst((head, args, evaluate) => select(head, args[1], evaluate, true))],
  ["Omit", onFirst((head, args, evaluate) => select(head, args[1], evaluate, false))],
  ["Exclude", onFirst((head, args, evaluate) => filter(head, args[1], evaluate, false))],
  ["Extract", onFirst((head, args, evaluate) => filter(head, args[1], evaluate, true))],
  ["NonNullable", onFirst((head) => unionOf(membersOf(head).filter((it) => !isEmpty(it))))],
  ["ReturnType", onFirst(returnType)],
  ["Parameters", onFirst(parameters)],
  ["Uppercase", onTexts((text) => text.toUpperCase())],
  ["Lowercase", onTexts((text) => text.toLowerCase())],
  ["Capitalize", onTexts(upper)],
  ["Uncapitalize", onTexts(lower)],
  ["String", keyword("string")],
  ["Number", keyword("number")],
  ["Boolean", keyword("boolean")],
  ["Object", keyword("object")],
]);

/** Whether it is null or undefined. */
export function isEmpty(head: Head): boolean {
  return head.kind === "keyword" &&
    (head.name === "null" || head.name === "undefined" || head.name === "void");
}

function withOptional(head: Head, optional: boolean): Head {
  if (head.kind !== "object") return head;
  const members = [...head.members].map(([name, member]): [string, HeadMember] => [
    name,
    { ...member, optional },
  ]);
  return { ...head, members: new Map(members) };
}

function record([keys, value]: Closure[], head: EvaluateHead): Head {
  if (keys === undefined || value === undefined) return { kind: "keyword", name: "object" };
  const members = new Map<string, HeadMember>();
  for (const key of membersOf(head(keys))) {
    if (key.kind !== "literal") return { kind: "object", members: new Map(), index: value };
    members.set(String(key.value), { type: value, optional: false });
  }
  return { kind: "object", members };
}

function select(
  head: Head,
  keys: Closure | undefined,
  evaluate: EvaluateHead,
  keep: boolean,
): Head {
  if (head.kind !== "object" || keys === undefined) return head;
  const names = new Set(literalKeys(evaluate(keys)));
  const members = [...head.members].filter(([name]) => names.has(name) === keep);
  return { ...head, members: new Map(members) };
}

function filter(
  head: Head,
  other: Closure | undefined,
  evaluate: EvaluateHead,
  keep: boolean,
): Head {
  if (other === undefined) return head;
  const others = membersOf(evaluate(other));
  const matches = (it: Head) => others.some((to) => isAssignable(it, to));
  return unionOf(membersOf(head).filter((it) => matches(it) === keep));
}

/** Whether a plain type is part of another: `"a"` of `string`. */
function isAssignable(from: Head, to: Head): boolean {
  if (from.kind === "literal") {
    return to.kind === "literal"
      ? from.value === to.value
      : to.kind === "keyword" && typeof from.value === to.name;
  }
  return from.kind === "keyword" && to.kind === "keyword" && from.name === to.name;
}

function literalKeys(head: Head): string[] {
  return membersOf(head).flatMap((it) => it.kind === "literal" ? [String(it.value)] : []);
}

function returnType(head: Head, _args: Closure[], evaluate: EvaluateHead): Head {
  if (head.kind !== "function" || head.signature.returnType === undefined) return OPAQUE;
  return evaluate({ type: head.signature.returnType, scope: head.scope });
}

function parameters(head: Head): Head {
  if (head.kind !== "function") return OPAQUE;
  const { params } = head.signature;
  if (params.some((it) => it.rest)) return { kind: "list" };
  const { scope } = head;
  return {
    kind: "list",
    items: params.map((it) => ({ type: it.type ?? { kind: "keyword", name: "unknown" }, scope })),
  };
}
