import { expect } from "@std/expect";
import type { LogLevel } from "@/engine/core/run_event.ts";
import { LEFT_OUT, LOG_LIMITS } from "@/engine/core/log_budget.ts";
import { OpConsole } from "@/engine/host/op_console.ts";

type Line = [level: LogLevel, text: string];

/** A console whose logs outside of ops are kept in `outside`; the global one is put back afterwards. */
async function withConsole(
  work: (opConsole: OpConsole, outside: unknown[][]) => unknown,
): Promise<void> {
  const before = { ...console };
  const outside: unknown[][] = [];
  console.log = console.warn = (...args: unknown[]) => void outside.push(args);
  try {
    await work(new OpConsole(), outside);
  } finally {
    Object.assign(console, before);
  }
}

function logsOf(opConsole: OpConsole, work: () => unknown): Line[] {
  const lines: Line[] = [];
  opConsole.run((...line) => (lines.push(line), true), work);
  return lines;
}

Deno.test("OpConsole gives each method's text to the op that runs, with its level", () =>
  withConsole((opConsole) => {
    const lines = logsOf(opConsole, () => {
      console.log("%s is %d", "a", 1, { deep: { er: [1, "x"] } });
      console.info("info");
      console.debug("debug");
      console.warn("warn");
      console.error("error");
      console.group("group");
      console.log("in\nside");
      console.groupEnd();
      console.log("outside");
      console.count();
      console.count();
      console.assert(true, "fine");
      console.assert(false, "not fine");
      console.dir({ a: 1 });
      console.log("\x1b[31mred\x1b[0m");
    });
    expect(lines).toEqual([
      ["log", "a is 1 { deep: { er: [ 1, 'x' ] } }"],
      ["info", "info"],
      ["debug", "debug"],
      ["warn", "warn"],
      ["error", "error"],
      ["log", "group"],
      ["log", "  in\n  side"],
      ["log", "outside"],
      ["log", "default: 1"],
      ["log", "default: 2"],
      ["error", "Assertion failed: not fine"],
      ["log", "{ a: 1 }"],
      ["log", "red"],
    ]);
    const [[, table]] = logsOf(opConsole, () => console.table([{ a: 1 }]));
    expect(table).toContain("│ 0       │ 1 │");
  }));

Deno.test("OpConsole tells ops that overlap apart, and gives each groups and counters of its own", () =>
  withConsole(async (opConsole) => {
    const turns = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const lines: [string, string][] = [];
    const op = (name: string) =>
      opConsole.run((_, text) => lines.push([name, text]) > 0, async () => {
        console.group(name);
        await turns[0].promise;
        console.count();
        await new Promise((resolve) => setTimeout(resolve));
        console.log(name);
      });
    const both = [op("a"), op("b")];
    turns[0].resolve();
    await Promise.all(both);
    const of = (name: string) => lines.filter(([from]) => from === name).map(([, text]) => text);
    expect([of("a"), of("b")]).toEqual([
      ["a", "  default: 1", "  a"],
      ["b", "  default: 1", "  b"],
    ]);
  }));

Deno.test("OpConsole leaves what no op logs, and what a sink does not take, where it went", () =>
  withConsole((opConsole, outside) => {
    console.log("no op", 1);
    opConsole.run(() => false, () => console.warn("late %s", "x"));
    expect(outside).toEqual([["no op", 1], ["late x"]]);
  }));

Deno.test("OpConsole lets through so much of one op", () =>
  withConsole((opConsole) => {
    const lines = logsOf(opConsole, () => {
      for (let i = 0; i < LOG_LIMITS.lines + 10; i++) console.log(i);
    });
    expect(lines.length).toBe(LOG_LIMITS.lines + 1);
    expect(lines.at(-1)).toEqual(["log", LEFT_OUT]);
    const [[, long]] = logsOf(opConsole, () => console.log("x".repeat(1e6)));
    expect(long.length).toBe(LOG_LIMITS.characters + 1);
  }));
