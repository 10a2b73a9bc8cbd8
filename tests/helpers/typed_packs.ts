/** Nodepacks with ops of every form of type, for tests of the checks of types. */
export const TYPED_PACKS: Record<string, string> = {
  "forms/ops.ts": `
import type { Image, Int, Progress } from "psynapse";
import type { Box } from "npm:not-there@1";
import type { Point } from "./_point.ts";
export function number(value: number): number { return value; }
export function text(text: string): string { return text; }
export function texts(texts: string[]): string { return texts.join(); }
export function numbers(numbers: readonly number[]): number { return numbers.length; }
export function make_numbers(count: Int): number[] { return Array.from({ length: count }, (_, i) => i); }
export function make_texts(text: string): string[] { return [...text]; }
export function pick(mode: "fast" | "slow"): "fast" | "slow" { return mode; }
export function choose(mode: "fast" | "slow" | "off"): string { return mode; }
export type Speed = "fast" | "slow" | "fastest";
export function speed(): Speed { return "fast"; }
export function settings(options: { mode: Speed; depth?: number }): string { return options.mode; }
export function identity<T>(value: T): T { return value; }
export function first<T>(items: T[]): T | undefined { return items[0]; }
export function pair<A, B>(a: A, b: B): { a: A; b: B } { return { a, b }; }
export function column<R extends Record<string, unknown>, K extends keyof R>(rows: R[], key: K): R[K][] { return rows.map((row) => row[key]); }
export function divmod(a: number, b: number): { quotient: number; remainder: number } { return { quotient: Math.floor(a / b), remainder: a % b }; }
export function point(x: number, y: number): Point { return { x, y }; }
export function length(point: Point): number { return Math.hypot(point.x, point.y); }
export function labels(labels: Record<string, string>): number { return Object.keys(labels).length; }
export function bag(): Record<string, unknown> { return {}; }
export function loose(value: unknown): unknown { return value; }
export function inferred(value: number) { return [value]; }
export async function later(value: number): Promise<number[]> { return await Promise.resolve([value]); }
export function total(...numbers: number[]): number { return numbers.reduce((a, b) => a + b, 0); }
export function maybe(text?: string): string | undefined { return text; }
export function either(value: number): number | string { return value; }
export function needs_union(value: number | number[]): number { return Number(value); }
export function boxed(box: Box): Box { return box; }
export function show(image: Image): Image { return image; }
export function flag(on: boolean): boolean { return on; }
export function signalled(value: number, signal: AbortSignal): number { return signal.aborted ? 0 : value; }
export function* count(to: Int): Generator<Progress, number[]> { yield 1; return [to]; }
export function over(value: number): number;
export function over(value: string): string;
export function over(value: number | string): number | string { return value; }
`,
  "forms/_point.ts": "export interface Point { x: number; y: number }\n",
  "forms/progress_ops.ts": `
import { ProgressOp } from "psynapse";
export class Slow extends ProgressOp { async call(value: number): Promise<string[]> { return await Promise.resolve([String(value)]); } }
`,
  "forms/stream_ops.ts": `
import { StreamOp } from "psynapse";
export class Speak extends StreamOp { call(text: string): { said: string; words: number } { this.emit(text); return { said: text, words: 1 }; } }
`,
};
