/**
 * A type whose outermost form is known: names are followed, generics filled in, operators applied. What is inside
 * stays as it is written, with the scope to evaluate it in, so that recursive types end.
 *
 * @module
 */
import type { Signature, TsType } from "./ts_type.ts";

/** Where the names of a type are looked up. */
export interface Scope {
  /** Path of the module. */
  file: string;
  /** Type parameters and what stands for them. */
  bindings: ReadonlyMap<string, Closure>;
}

/** A type together with its scope. */
export interface Closure {
  type: TsType;
  scope: Scope;
}

/** A member of an object type. */
export interface HeadMember {
  type: Closure;
  optional: boolean;
}

/** See the module. */
export type Head =
  | { kind: "keyword"; name: Keyword }
  | { kind: "literal"; value: string | number | boolean }
  | { kind: "list"; element?: Closure; items?: Closure[] }
  | { kind: "object"; members: ReadonlyMap<string, HeadMember>; index?: Closure }
  | { kind: "function"; signature: Signature; scope: Scope }
  | { kind: "union"; members: Head[] }
  | { kind: "promise"; inner: Closure }
  /** What a generator gives: absent parts are not written. `isAsync` for those that are awaited. */
  | { kind: "generator"; yields?: Closure; returned?: Closure; isAsync: boolean }
  /** An `AbortSignal`. */
  | { kind: "signal" }
  /** Nothing that JSON can hold, or nothing that is known. */
  | { kind: "opaque" };

/** Types without parts; `Int` and `Image` are those of `psynapse`. */
export type Keyword =
  | "string"
  | "number"
  | "boolean"
  | "null"
  | "undefined"
  | "void"
  | "never"
  | "object"
  | "Int"
  | "Image";

/** Nothing is known of the type. */
export const OPAQUE: Head = { kind: "opaque" };

/** The type without members. */
export const NEVER: Head = { kind: "keyword", name: "never" };

/** A union of the heads: nested ones are flattened, `never` left out. */
export function unionOf(heads: Head[]): Head {
  const members = heads
    .flatMap((it) => it.kind === "union" ? it.members : [it])
    .filter((it) => it.kind !== "keyword" || it.name !== "never");
  if (members.length === 0) return NEVER;
  return members.length === 1 ? members[0] : { kind: "union", members };
}

/** The members of a union, or the one type itself. */
export function membersOf(head: Head): Head[] {
  if (head.kind === "union") return head.members;
  return head.kind === "keyword" && head.name === "never" ? [] : [head];
}

/** A literal type for each value. */
export function literalsOf(values: Iterable<string | number>): Head {
  return unionOf([...values].map((value) => ({ kind: "literal", value })));
}

/** An intersection: objects are put together, and a branded `string & { __brand: … }` is a string. */
export function intersectionOf(heads: Head[]): Head {
  const plain = heads.find((it) => it.kind !== "object" && it.kind !== "opaque");
  if (plain !== undefined) return plain;
  const objects = heads.flatMap((it) => it.kind === "object" ? [it] : []);
  if (objects.length < heads.length || objects.length === 0) return OPAQUE;
  const members = new Map(objects.flatMap((it) => [...it.members]));
  return { kind: "object", members, index: objects.find((it) => it.index)?.index };
}

/** The type of a member: `object[index]`. */
export function memberOf(object: Head, index: Head, evaluate: (closure: Closure) => Head): Head {
  if (object.kind === "union") {
    return unionOf(object.members.map((it) => memberOf(it, index, evaluate)));
  }
  if (index.kind === "union") {
    return unionOf(index.members.map((it) => memberOf(object, it, evaluate)));
  }
  if (object.kind === "object") {
    const member = index.kind === "literal" ? object.members.get(String(index.value)) : undefined;
    if (member === undefined) {
      return object.index === undefined ? OPAQUE : evaluate(object.index);
    }
    const head = evaluate(member.type);
    return member.optional ? unionOf([head, { kind: "keyword", name: "undefined" }]) : head;
  }
  if (object.kind !== "list") return OPAQUE;
  if (index.kind === "literal" && Number.isNaN(Number(index.value))) {
    return index.value === "length" ? { kind: "keyword", name: "number" } : OPAQUE;
  }
  if (object.element !== undefined) return evaluate(object.element);
  const items = object.items ?? [];
  if (index.kind === "literal") {
    const item = items[Number(index.value)];
    return item === undefined ? OPAQUE : evaluate(item);
  }
  return items.length === 0 ? OPAQUE : unionOf(items.map(evaluate));
}
