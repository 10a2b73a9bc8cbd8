/** A nodepack with ops of every type. Each looks at its arguments as they arrive, and throws where one is not as declared. */
export const STRICT_PACK: Record<string, string> = {
  "strict/_is.ts": `
type Test = (value: unknown) => boolean;
export const num: Test = (v) => typeof v === "number";
export const int: Test = (v) => Number.isInteger(v);
export const str: Test = (v) => typeof v === "string";
export const bool: Test = (v) => typeof v === "boolean";
export const dict: Test = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
export const oneOf = (...all: unknown[]): Test => (v) => all.includes(v);
export const list = (item: Test): Test => (v) => Array.isArray(v) && v.every(item);
export const record = (item: Test): Test => (v) => dict(v) && Object.values(v as object).every(item);
export const either = (...tests: Test[]): Test => (v) => tests.some((test) => test(v));
export const fields = (tests: Record<string, Test>): Test => (v) =>
  dict(v) && Object.entries(tests).every(([key, test]) => test((v as Record<string, unknown>)[key]));
export function must(...checks: [test: Test, value: unknown, type: string][]): void {
  for (const [test, value, type] of checks) {
    if (!test(value)) throw new TypeError(\`Type error: \${JSON.stringify(value)} is no \${type}\`);
  }
}
`,
  "strict/ops.ts": `
import type { Image, Int } from "psynapse";
import * as is from "./_is.ts";
import { must } from "./_is.ts";
const none = (v: unknown) => v === undefined;
export interface Point { x: number; y: number }
export interface Named { name: string; tags: string[] }
export type Row = Record<string, string | number>;

export function add(a: number, b: number): number { must([is.num, a, "number"], [is.num, b, "number"]); return (a + b) % 1000; }
export function whole(a: Int, b: Int = 2): Int { must([is.int, a, "Int"], [is.int, b, "Int"]); return (a + b) % 1000; }
export function join(a: string, b = "-"): string { must([is.str, a, "string"], [is.str, b, "string"]); return (a + b).slice(0, 30); }
export function not(on: boolean): boolean { must([is.bool, on, "boolean"]); return !on; }
export function speed(mode: "slow" | "fast"): "slow" | "fast" { must([is.oneOf("slow", "fast"), mode, "mode"]); return mode === "slow" ? "fast" : "slow"; }
export function wide(mode: "slow" | "fast" | "off"): "slow" | "fast" | "off" { must([is.oneOf("slow", "fast", "off"), mode, "mode"]); return "off"; }
export function size(size: 1 | 2 | 3): 1 | 2 | 3 { must([is.oneOf(1, 2, 3), size, "size"]); return 3; }
export function numbers(count: Int): number[] { must([is.int, count, "Int"]); return [count, 1.5]; }
export function sum(numbers: readonly number[]): number { must([is.list(is.num), numbers, "number[]"]); return numbers.reduce((a, b) => a + b, 0) % 1000; }
export function words(text: string): string[] { must([is.str, text, "string"]); return text.split(" ").slice(0, 5); }
export function glue(words: string[]): string { must([is.list(is.str), words, "string[]"]); return words.join("").slice(0, 30); }
export function mixed(items: (string | number)[]): (string | number)[] { must([is.list(is.either(is.str, is.num)), items, "(string | number)[]"]); return items.slice(0, 5); }
export function any_list(items: unknown[]): number { must([Array.isArray, items, "unknown[]"]); return items.length; }
export function matrix(rows: number[][]): number[][] { must([is.list(is.list(is.num)), rows, "number[][]"]); return rows.slice(0, 3); }
export function grid(row: number[]): number[][] { must([is.list(is.num), row, "number[]"]); return [row.slice(0, 3)]; }
export function point(x: number, y: number): Point { must([is.num, x, "number"], [is.num, y, "number"]); return { x, y }; }
export function far(point: Point): number { must([is.fields({ x: is.num, y: is.num }), point, "Point"]); return (Math.abs(point.x) + Math.abs(point.y)) % 1000; }
export function name(name: string): Named { must([is.str, name, "string"]); return { name, tags: [name] }; }
export function tags(named: Named): string[] { must([is.fields({ name: is.str, tags: is.list(is.str) }), named, "Named"]); return named.tags; }
export function row(text: string, amount: number): Row { must([is.str, text, "string"], [is.num, amount, "number"]); return { text, amount }; }
export function table(row: Row): Row[] { must([is.record(is.either(is.str, is.num)), row, "Row"]); return [row]; }
export function rows(rows: Row[]): Int { must([is.list(is.record(is.either(is.str, is.num))), rows, "Row[]"]); return rows.length; }
export function scores(scores: Record<string, number>): Record<string, number> { must([is.record(is.num), scores, "Record<string, number>"]); return { ...scores, more: 1 }; }
export function open(value: Record<string, unknown>): Int { must([is.dict, value, "Record"]); return Object.keys(value).length; }
export function optional(a: number, b?: number): number { must([is.num, a, "number"], [is.either(is.num, none), b, "number?"]); return a; }
export function nullable(text: string | null): string | null { must([is.either(is.str, (v) => v === null), text, "string | null"]); return text; }
export function maybe(text?: string): string | undefined { must([is.either(is.str, none), text, "string?"]); return text === undefined ? undefined : text; }
export function union(value: number | number[]): number { must([is.either(is.num, is.list(is.num)), value, "number | number[]"]); return 1; }
export function anything(value: unknown): unknown { return value; }
export function picture(image: Image): Image { must([(v) => is.str(v) && (v as string).startsWith("data:"), image, "Image"]); return image; }
export function total(...numbers: number[]): number { must([is.list(is.num), numbers, "...number[]"]); return numbers.length; }
export function divmod(a: number, b: number): { quotient: number; rest: number; text: string } { must([is.num, a, "number"], [is.num, b, "number"]); return { quotient: a, rest: b, text: "r" }; }
export async function later(text: string): Promise<string[]> { must([is.str, text, "string"]); return await Promise.resolve([text]); }
export function inferred(a: number) { must([is.num, a, "number"]); return { list: [a], text: "t" }; }
export interface Tree { name: string; children: Tree[] }
const tree = (v: unknown): boolean => is.fields({ name: is.str, children: is.list(tree) })(v);
export function leaf(name: string): Tree { must([is.str, name, "string"]); return { name, children: [] }; }
export function grow(tree_: Tree, name: string): Tree { must([tree, tree_, "Tree"], [is.str, name, "string"]); return { name, children: [tree_] }; }
const triple = (v: unknown): boolean => Array.isArray(v) && v.length === 2 && is.str(v[0]) && is.num(v[1]);
export function tuple(text: string, amount: number): [string, number] { must([is.str, text, "string"], [is.num, amount, "number"]); return [text, amount]; }
export function untuple(pair: readonly [string, number]): number { must([triple, pair, "[string, number]"]); return pair[1]; }
export function modes(modes: ("slow" | "fast")[]): ("slow" | "fast")[] { must([is.list(is.oneOf("slow", "fast")), modes, "modes"]); return modes.slice(0, 2); }
export function setup(mode: "slow" | "fast"): { how: { mode: "slow" | "fast" } } { must([is.oneOf("slow", "fast"), mode, "mode"]); return { how: { mode } }; }
export function use(how: { mode: "slow" | "fast" }): "slow" | "fast" { must([is.fields({ mode: is.oneOf("slow", "fast") }), how, "{ mode }"]); return how.mode; }
export function either_way(value: string | null | undefined): number { must([is.either(is.str, none, (v) => v === null), value, "string | null | undefined"]); return 1; }
export async function soon(numbers: readonly number[]): Promise<readonly number[]> { must([is.list(is.num), numbers, "number[]"]); return await Promise.resolve(numbers); }
export function identity<T>(value: T): T { return value; }
export function first<T>(items: T[]): T | undefined { must([Array.isArray, items, "T[]"]); return items[0]; }
export function twice<T>(value: T): T[] { return [value, value]; }
export function pair<A, B>(a: A, b: B): { a: A; b: B } { return { a, b }; }
export function zip<A, B>(a: A[], b: B[]): { a: A; b: B }[] { must([Array.isArray, a, "A[]"], [Array.isArray, b, "B[]"]); return a.slice(0, b.length).map((one, i) => ({ a: one, b: b[i] })); }
export function values<V>(dict: Record<string, V>): V[] { must([is.dict, dict, "Record<string, V>"]); return Object.values(dict); }
export function best<T extends { x: number }>(points: T[]): T[] { must([is.list(is.fields({ x: is.num })), points, "T[]"]); return points; }
export function* count(to: Int): Generator<number, number[]> { must([is.int, to, "Int"]); yield 1; return [to]; }
`,
  "strict/deno.json": "{}\n",
};

/** Values that parameters of these TypeScript types take. */
export const STRICT_VALUES: Record<string, readonly unknown[]> = {
  number: [0, 1, 2.5, "3", true],
  Int: [0, 3, "4"],
  string: ["", "a b", "12", 5],
  boolean: [true, "no", 0],
  '"slow" | "fast"': ["slow"],
  '"slow" | "fast" | "off"': ["off", "fast"],
  "1 | 2 | 3": [1, "2"],
  "number[]": [[1, 2], "[3]"],
  "readonly number[]": [[], [4]],
  "string[]": [["a"], []],
  "(string | number)[]": [["a", 1]],
  "unknown[]": [[1, "a", null]],
  "number[][]": [[[1], [2]]],
  Point: [{ x: 1, y: 2 }],
  Named: [{ name: "n", tags: [] }],
  Row: [{ a: 1, b: "c" }],
  "Row[]": [[{ a: 1 }]],
  "Record<string, number>": [{ a: 1 }],
  "Record<string, unknown>": [{ a: [] }],
  "string | null": ["t"],
  "string | null | undefined": ["t"],
  Tree: [{ name: "a", children: [] }, { name: "b", children: [{ name: "c", children: [] }] }],
  "readonly [string, number]": [["a", 1]],
  '("slow" | "fast")[]': [["slow"], []],
  '{ mode: "slow" | "fast" }': [{ mode: "fast" }],
  "number | number[]": [1, [2]],
  Image: ["data:image/png;base64,AA=="],
  unknown: [1, "a", [1], { x: 1 }],
  T: [1, "t", [2], { x: 3 }],
  A: [1, "a"],
  B: [2, "b"],
  "T[]": [[{ x: 1 }]],
  "A[]": [[1]],
  "B[]": [["b"]],
  "Record<string, V>": [{ v: 1 }],
};
