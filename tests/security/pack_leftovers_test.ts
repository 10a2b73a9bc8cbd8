import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hostileStage, type Stage } from "@/tests/helpers/hostile_stage.ts";

/**
 * What an op leaves behind when it has ended, each time something that ends the process, throws, or breaks what all
 * code of the thread has in common, 30 ms later: while an op of the next run is at work in the same pack.
 */
const LATER: Record<string, string> = {
  "a timer": "setTimeout(HARM, 30);",
  "a timer of node:timers": "(await import('node:timers')).setTimeout(HARM, 30);",
  "an interval": "setInterval(HARM, 30);",
  "a timer that is not waited for": "Deno.unrefTimer(setTimeout(HARM, 30) as unknown as number);",
  "a promise that nobody awaits":
    "void Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30).value.then(HARM);",
  "a signal": "AbortSignal.timeout(30).onabort = HARM;",
  "a message": `
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = HARM;
    void Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30).value.then(() => port2.postMessage(0));`,
  "a listener for the end of memory": `
    const registry = new FinalizationRegistry(HARM);
    for (let i = 0; i < 1e5; i++) registry.register({}, i);`,
  "immediates that follow each other": `
    const until = performance.now() + 30;
    const next = () => performance.now() > until ? HARM() : setImmediate(next);
    next();`,
  "a worker": `
    const worker = new Worker('data:text/javascript,postMessage(0);throw 1', { type: 'module' });
    worker.onmessage = HARM;`,
};

/** What then happens. */
const HARMS: Record<string, string> = {
  "ends the process": "Deno.exit(3)",
  "ends it with process.exit": "process.exit(4)",
  "closes the thread": "self.close()",
  "throws": "(() => { throw new Error('from before') })()",
  "rejects": "void Promise.reject(new Error('from before'))",
};

/** What an op changes for good, and does not put back. */
const CHANGES: Record<string, string> = {
  "Array.prototype.map": "Array.prototype.map = () => ['changed'];",
  "Object.prototype": "(Object.prototype as any).then = () => {};",
  "String": "(globalThis as any).String = () => 'changed';",
  "JSON.stringify": "JSON.stringify = () => '\"changed\"';",
  "the input of the host": "process.stdin.once('data', () => {}); process.stdin.resume();",
};

const harms = Object.entries(HARMS);
const cases = Object.entries(LATER).flatMap(([name, later]) =>
  harms.map(([harm, code]) => ({
    name: `${name} that ${harm}`,
    op: later.replace(/HARM/g, `(() => ${code})`).replace(/\(\(\) => (.*)\)\(\)/, "(() => $1)()"),
  }))
);
const changes = Object.entries(CHANGES).map(([name, op]) => ({ name, op }));
const all = [...cases, ...changes];

describe("a pack leaves something behind that a later run of it would meet", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await hostileStage(() => ({
      "hostile/ops.ts": [
        ...all.map(({ op }, i) =>
          `export async function leave${i}(): Promise<string> {\n${op}\nreturn "left"; }`
        ),
        `export async function work(): Promise<string> {
          await new Promise((resolve) => setTimeout(resolve, 60));
          return [1, 2].map(String).join();
        }`,
      ].join("\n"),
    }));
    expect((await stage.engine.catalog()).problems).toEqual([]);
  });
  afterAll(async () => await stage[Symbol.asyncDispose]());
  all.forEach(({ name }, i) => {
    it(name, async () => {
      const left = await stage.run(`leave${i}`);
      expect([left.output, left.error]).toEqual(["left", undefined]);
      const later = await Promise.all(["work", "work"].map((op) => stage.run(op)));
      expect(later.map(({ output, error }) => error ?? output)).toEqual(["1,2", "1,2"]);
      await stage.expectNoHarm(left);
    });
  });
});

describe("a pack leaves something behind in a run", () => {
  it("and Deno.exit() is refused to it, in words that its log has", async () => {
    await using stage = await hostileStage(() => ({
      "hostile/ops.ts": `
        export function leave(): void { AbortSignal.timeout(20).onabort = () => Deno.exit(3); }
        export async function work(): Promise<number> {
          await new Promise((resolve) => setTimeout(resolve, 40));
          return Deno.pid;
        }`,
    }));
    const before = await stage.run("work");
    await stage.run("leave");
    const said = stage.printed(/Deno\.exit\(\) is not available to an op that is over/);
    const after = await stage.run("work");
    await said;
    expect(after.output).toBe(before.output);
  });
});
