import { NODEPACK_OPTIONS, parseFlags } from "../config.ts";
import { PsynapseError } from "../engine/core/errors.ts";
import type { Problem } from "../engine/core/schema.ts";
import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import { type ExampleResult, testNodepack } from "../engine/run/test_nodepack.ts";
import { problemLine } from "../server/problem_line.ts";
import { type Command, EXIT, note, print } from "./command.ts";
import { onInterrupt } from "./signals.ts";
import { withEngine } from "./with_engine.ts";

const HELP = `Usage: psynapse test [<nodepack>] [options]

Runs the @example lines of a nodepack's ops, of all nodepacks when none is named, each in a host of its
own with its permissions. What is behind a call in a comment must be what it gives:

  add(2, 3) // 5
  add(2, 3) === 5
  divide(1, 0) // throws Division by zero

Exits 1 when one fails, or when a nodepack has problems.

Options:
  --json                   print [{"pack", "results", "problems"}]
  --timeout <seconds>      longest time for an example (default 10)
  --nodepack-dir <folder>  folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  -h, --help               this text`;

const OPTIONS = {
  ...NODEPACK_OPTIONS,
  json: { type: "boolean" },
  timeout: { type: "string" },
} as const;

/** What came of the examples of a pack. */
interface PackResult {
  pack: string;
  results: ExampleResult[];
  problems: Problem[];
}

/** `psynapse test` */
export const test: Command = {
  help: HELP,
  async run(args) {
    const { values, positionals } = parseFlags(args, OPTIONS, { positionals: 1 });
    if (values.help) return print(HELP), EXIT.ok;
    const timeout = parseTimeout(values.timeout);
    const catalog = await withEngine(values["nodepack-dir"], (engine) => engine.catalog());
    const names = packNames(catalog, positionals[0]);
    const interrupt = new AbortController();
    using _ = onInterrupt(() => interrupt.abort());
    const { signal } = interrupt;
    const all: PackResult[] = [];
    try {
      for (const name of names) {
        const result = await testPack(catalog, name, { timeout, signal });
        all.push(result);
        if (!values.json) report(result);
      }
    } catch (error) {
      if (signal.aborted) return EXIT.interrupted;
      throw error;
    }
    if (values.json) print(JSON.stringify(all, null, 2));
    else summarise(all);
    return all.some(hasFailed) ? EXIT.failed : EXIT.ok;
  },
};

function parseTimeout(text: string | undefined): number {
  const seconds = text === undefined ? 10 : Number(text);
  if (text?.trim() !== "" && seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new PsynapseError("bad_config", `--timeout is "${text}", but must be a number of seconds`, {
    field: "--timeout",
  });
}

/** Packs to test. One whose files all fail to load is known by its problems alone. */
function packNames({ packs, problems }: CatalogSnapshot, wanted: string | undefined): string[] {
  const names = new Set([
    ...packs.map((pack) => pack.name),
    ...problems.flatMap((it) => it.pack ?? []),
  ]);
  if (wanted === undefined) return [...names].sort();
  if (names.has(wanted)) return [wanted];
  const known = names.size === 0 ? "there are none" : `there are ${[...names].sort().join(", ")}`;
  throw new PsynapseError("bad_config", `There is no nodepack "${wanted}": ${known}`);
}

async function testPack(
  { packs, ops, problems }: CatalogSnapshot,
  name: string,
  options: { timeout: number; signal: AbortSignal },
): Promise<PackResult> {
  const pack = packs.find((it) => it.name === name);
  const own = ops.filter(({ schema }) => schema.pack === name);
  const log = (_: string, line: string) => note(`[${name}] ${line}`);
  return {
    pack: name,
    results: pack === undefined ? [] : await testNodepack(pack, own, { ...options, log }),
    problems: problems.filter((it) => it.pack === name),
  };
}

function hasFailed({ results, problems }: PackResult): boolean {
  return problems.length > 0 || results.some(({ status }) => status === "failed");
}

const MARKS = { passed: "ok  ", failed: "FAIL", skipped: "skip" } as const;

function report({ pack, results, problems }: PackResult): void {
  print(pack);
  for (const { status, code, op, expected, actual, error } of results) {
    // The name is in the code, but for an example that is not what it should be.
    print(`  ${MARKS[status]} ${code.includes(op) ? "" : `${op}: `}${indented(code)}`);
    if (error !== undefined) print(`       ${indented(error)}`);
    if (expected !== undefined) print(`       expected ${indented(expected)}`);
    if (actual !== undefined) print(`       actual   ${indented(actual)}`);
  }
  for (const problem of problems) note(problemLine(problem));
}

function indented(text: string): string {
  return text.trim().replaceAll("\n", "\n       ");
}

function summarise(all: readonly PackResult[]): void {
  const count = (status: ExampleResult["status"]) =>
    all.flatMap(({ results }) => results).filter((it) => it.status === status).length;
  const skipped = count("skipped");
  print(
    `${count("passed")} passed, ${count("failed")} failed` +
      (skipped === 0 ? "" : `, ${skipped} skipped`),
  );
}
