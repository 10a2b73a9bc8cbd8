import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { EngineOptions } from "@/engine/mod.ts";
import { allGone } from "./await_processes.ts";
import { hostileStage, type Outcome, type Stage } from "./hostile_stage.ts";
import { collect } from "./testing_pack.ts";

/** Something that a hostile op tries. */
export interface Attempt {
  /** The body of an async function, in which `at` is the {@link Place}; it throws, or gives, what came of it. */
  op: string;
  /** The error that its node must have. */
  error?: RegExp;
  /** Where it is no error but made harmless: what its output must be like. */
  output?: RegExp;
  /** Where both may be: what the error, or else the output, must be like. */
  either?: RegExp;
  /** It never ends: it is stopped once it runs. */
  stops?: true;
  /** Only where graphs run, or only in the worker of a stream op; in both unless given. */
  only?: "function" | "stream";
  /** What must hold behind it beside what holds behind each. */
  harm?: (stage: Stage, outcome: Outcome) => Promise<void> | void;
}

/** Attempts by their names, all of which must end in the same error. */
export function refused(error: RegExp, ops: Record<string, string>): Record<string, Attempt> {
  return Object.fromEntries(Object.entries(ops).map(([name, op]) => [name, { op, error }]));
}

/** The error of an op that a permission is missing for: what it is, and the line to add. */
export function notAllowed(permission: string, target = ""): RegExp {
  return new RegExp(
    `${target}.* is not allowed to nodepack "hostile"\\. Add "${permission}": .+ ` +
      "to permissions\\.default in nodepacks/hostile/deno\\.json",
  );
}

/** What the pack of the attempts is, beside them. */
export interface HostileOptions extends Partial<EngineOptions> {
  /** `permissions.default` of the pack; nothing unless given. */
  permissions?: unknown;
}

/**
 * Makes the attempts in a pack of their own, each as a function op and as a stream op, and looks behind each whether
 * the server, its files and environment, other packs, and the next run of the same pack are as before.
 */
export function describeAttempts(
  title: string,
  attempts: Record<string, Attempt>,
  { permissions, ...options }: HostileOptions = {},
): void {
  const list = Object.entries(attempts);
  describe(title, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await hostileStage((place) => {
        const head = `const at = ${JSON.stringify(place)}; void at;`;
        const functions = list.map(([, attempt], i) =>
          `export async function attempt${i}(): Promise<unknown> {\n${bodyOf(attempt)}\n}`
        );
        const streams = list.map(([, attempt], i) =>
          `export class Attempt${i} { async call(): Promise<unknown> {\n${bodyOf(attempt)}\n} }`
        );
        const next = "export function next(): string { return [1, 2].map(String).join(); }";
        return {
          "hostile/ops.ts": [head, ...functions, next].join("\n"),
          "hostile/stream_ops.ts": [head, ...streams].join("\n"),
          "hostile/deno.json": JSON.stringify({ permissions: { default: permissions ?? {} } }),
        };
      }, options);
      const { ops, problems } = await stage.engine.catalog();
      expect(problems).toEqual([]);
      expect(ops.length).toBe(2 * list.length + 3);
    });
    afterAll(async () => await stage[Symbol.asyncDispose]());
    list.forEach(([name, attempt], i) => {
      for (const form of ["function", "stream"] as const) {
        if ((attempt.only ?? form) !== form) continue;
        const op = form === "function" ? `attempt${i}` : `Attempt${i}`;
        it(`${name} (${form} op)`, () => expectRefused(stage, op, attempt));
      }
    });
  });
}

/** An op that never ends says before that which process it is in. */
function bodyOf({ op, stops }: Attempt): string {
  const said = 'Deno.stderr.writeSync(new TextEncoder().encode("At work in " + Deno.pid + "\\n"));';
  return stops ? `${said}\n${op}` : op;
}

async function expectRefused(stage: Stage, op: string, attempt: Attempt): Promise<void> {
  const outcome = attempt.stops ? await stopped(stage, op) : await stage.run(op);
  const { error, output, events } = outcome;
  if (attempt.stops) {
    expect(events.at(-1)).toEqual({ status: "error", error: "Run stopped", stopped: true });
  } else if (attempt.either) {
    expect(error ?? JSON.stringify(output)).toMatch(attempt.either);
  } else if (attempt.output) {
    expect(error).toBeUndefined();
    expect(JSON.stringify(output)?.slice(0, 2000)).toMatch(attempt.output);
  } else {
    expect(error ?? `It has got through: ${JSON.stringify(output)}`).toMatch(attempt.error!);
  }
  await attempt.harm?.(stage, outcome);
  await stage.expectNoHarm(outcome);
  const next = await stage.run("next");
  expect([next.output, next.error]).toEqual(["1,2", undefined]);
}

/** Runs an op that never ends, and stops it once it is at work: its host must be gone with all that is in it. */
async function stopped(stage: Stage, op: string): Promise<Outcome> {
  const atWork = stage.printed(/^At work in (\d+)/);
  const run = await stage.start(op);
  const events = collect(run.events);
  const [, pid] = await atWork;
  await run.stop();
  await allGone([Number(pid)]);
  return { events: await events, error: undefined, output: undefined };
}
