import type { OpSchema } from "./schema.ts";

/** Share of a name that must be alike, from 0 to 1. */
const LEAST = 0.5;

/** How alike two names are, from 0 to 1: by their letters in order, and by the words that both have. */
export function likeness(a: string, b: string): number {
  const one = plain(a), other = plain(b);
  if (one === other) return 1;
  const longest = Math.max(one.length, other.length);
  if (longest === 0 || longest > 200) return 0;
  const letters = 1 - distance(one, other) / longest;
  const words = new Set(wordsOf(a)), others = wordsOf(b);
  const shared = others.filter((word) => words.has(word)).length;
  const byWords = shared / Math.max(words.size, others.length, 1);
  return Math.max(letters, 0.9 * byWords);
}

/** The items whose names are most like one, best first, at most `count`. */
export function nearest<T>(
  name: string,
  items: Iterable<T>,
  nameOf: (item: T) => string,
  count = 3,
): T[] {
  return [...items]
    .map((item) => ({ item, score: likeness(name, nameOf(item)) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ item }) => item);
}

/** An op that may be the one that is missing. */
export interface NearOp {
  name: string;
  pack: string;
}

/**
 * The ops most like one that is not there, best first.
 *
 * @param used the inputs that the missing one has values or edges for: of equal names those with such inputs come first
 */
export function nearestOps(
  missing: { name: string; pack?: string | undefined; used: ReadonlySet<string> },
  ops: readonly OpSchema[],
  count = 3,
): NearOp[] {
  const { name, pack, used } = missing;
  return ops
    .map((op) => {
      const known = op.params.filter((param) => used.has(param.name)).length;
      const alike = likeness(name, op.name);
      const score = alike + 0.2 * (used.size === 0 ? 0 : known / used.size) +
        (op.pack === pack ? 0.05 : 0);
      return { op, alike, score };
    })
    .filter(({ alike }) => alike >= LEAST)
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ op }) => ({ name: op.name, pack: op.pack }));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** `readCSVTable` and `read_csv_table` have the same words. */
function wordsOf(name: string): string[] {
  return name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1_$2").toLowerCase()
    .split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Letters to put in, take out or change, to make one text of the other. */
function distance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const change = last[j] + (a[i] === b[j] ? 0 : 1);
      row.push(Math.min(change, last[j + 1] + 1, row[j] + 1));
    }
    last = row;
  }
  return last[b.length];
}
