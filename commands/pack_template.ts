/**
 * The files of a new nodepack: one op of each kind, a test, and the permissions, by name.
 *
 * @param pack the pack's name
 */
export function packFiles(pack: string): Record<string, string> {
  return { "ops.ts": OPS, "ops_test.ts": TEST, "deno.json": CONFIG, "README.md": readme(pack) };
}

const OPS = `/**
 * Three ops to begin with: each exported function is a node.
 *
 * @module
 */

/**
 * Repeats a text.
 *
 * @title Repeat text
 * @param text What is repeated.
 * @param times How often.
 * @min times 0
 * @max times 1000
 * @example
 * repeat_text("ab", 3) // "ababab"
 */
export function repeat_text(text: string, times = 2): string {
  return text.repeat(times);
}

/**
 * Says a text word by word. A generator that yields texts streams them; what it returns is the output.
 *
 * @param text What is said.
 * @param pause How long to wait after each word.
 * @unit pause ms
 * @min pause 0
 * @example
 * say_words("one two", 0) // 2
 */
export async function* say_words(
  text: string,
  pause = 100,
  signal?: AbortSignal,
): AsyncGenerator<string, number> {
  let count = 0;
  for (const word of text.split(/\\s+/).filter((word) => word !== "")) {
    yield \`\${word} \`;
    count++;
    await wait(pause, signal);
  }
  return count;
}

/**
 * Counts up. A generator that yields progress says how far it is: \`{ current, total, message }\`, or a number from 0
 * to 1. The type \`Progress\` of "psynapse" stands for both.
 *
 * @param to The last number.
 * @min to 1
 * @param pause How long to wait at each number.
 * @unit pause ms
 * @min pause 0
 * @example
 * count_up(3, 0) // [1, 2, 3]
 */
export async function* count_up(
  to: number,
  pause = 100,
  signal?: AbortSignal,
): AsyncGenerator<{ current: number; total: number; message: string }, number[]> {
  const numbers: number[] = [];
  for (let current = 1; current <= to; current++) {
    await wait(pause, signal);
    numbers.push(current);
    yield { current, total: to, message: \`\${current} of \${to}\` };
  }
  return numbers;
}

/** Waits. Names that begin with "_", and what is not exported, are no ops. */
async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  signal?.throwIfAborted();
}
`;

const TEST = `import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { count_up, repeat_text, say_words } from "./ops.ts";

/** What a generator yields, and what it returns. */
async function run<Yield, Return>(generator: AsyncGenerator<Yield, Return>) {
  const yielded: Yield[] = [];
  for (;;) {
    const { done, value } = await generator.next();
    if (done) return { yielded, returned: value };
    yielded.push(value);
  }
}

Deno.test("repeat_text() repeats", () => {
  strictEqual(repeat_text("ab", 3), "ababab");
});

Deno.test("say_words() says each word and counts them", async () => {
  deepStrictEqual(await run(say_words("one two", 0)), { yielded: ["one ", "two "], returned: 2 });
});

Deno.test("count_up() says how far it is", async () => {
  const { yielded, returned } = await run(count_up(2, 0));
  deepStrictEqual(yielded.map(({ message }) => message), ["1 of 2", "2 of 2"]);
  deepStrictEqual(returned, [1, 2]);
});
`;

const CONFIG = `{
  "imports": {},
  "permissions": {
    "default": {
      "read": false,
      "net": false,
      "env": false
    }
  }
}
`;

function readme(pack: string): string {
  return `# ${pack}

A nodepack. Its ops are in \`ops.ts\`; \`deno.json\` names npm packages and what the ops may do.

- \`psynapse test ${pack}\` runs the \`@example\` lines.
- \`deno test ops_test.ts\` runs the tests.
`;
}
