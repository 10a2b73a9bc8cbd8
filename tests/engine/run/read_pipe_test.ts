import { expect } from "@std/expect";
import { readPipe } from "@/engine/run/read_pipe.ts";
import { isAlive } from "@/tests/helpers/processes.ts";
import { errorOf, outputOf } from "@/tests/helpers/test_pool.ts";
import { createEngine } from "@/engine/mod.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { collect, graphOf } from "@/tests/helpers/testing_pack.ts";
import { within } from "@/tests/helpers/within.ts";

/** An op that leaves a process in a session of its own, which has the host's pipes, and ends the host. */
const LEAVE = `
export function leave(code: number): never {
  const { pid } = new Deno.Command("sleep", {
    args: ["60"], stdin: "null", stdout: "inherit", stderr: "inherit", detached: true,
  }).spawn();
  Deno.writeTextFileSync(new URL("./pid", import.meta.url), String(pid));
  Deno.exit(code);
}
export function echo(value: unknown): unknown { return value; }`;

Deno.test("a process that an op leaves with the pipes of its host does not keep the run", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": LEAVE,
    "p/deno.json": `{"permissions":{"default":{"run":true,"read":["./"],"write":["./"]}}}`,
  });
  const engine = createEngine({ nodepackDir: packs.dir, log: () => {} });
  const left = async () => Number(await Deno.readTextFile(`${packs.dir}/p/pid`));
  try {
    const run = await engine.run(graphOf({ a: ["leave", { code: 3 }], b: ["echo", { value: 1 }] }));
    const events = await within("the end of the run", collect(run.events));
    expect(errorOf(events, "a")).toContain("it exited with code 3");
    expect(outputOf(events, "b")).toBe(1);
    expect(events.at(-1)!.status).toBe("done");
    // Otherwise this would show nothing.
    expect(await isAlive(await left())).toBe(true);
  } finally {
    Deno.kill(await left(), "SIGKILL");
    await engine.close();
  }
});

/** A pipe that gives these pieces and then is as it is told. */
function pipe(pieces: number[], then: "closed" | "silent") {
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = pieces.shift();
      if (size !== undefined) controller.enqueue(new Uint8Array(size));
      else if (then === "closed") controller.close();
    },
    cancel: () => void (isCancelled = true),
  });
  return { stream, isCancelled: () => isCancelled };
}

async function sizes(read: AsyncIterable<Uint8Array>): Promise<number[]> {
  return (await Array.fromAsync(read)).map((it) => it.length);
}

const BOUNDS = { wait: 20, bytes: 1000 };

Deno.test("readPipe() reads to the end of a pipe, however long that takes its process", async () => {
  const { stream } = pipe([800, 800, 800], "closed");
  expect(await sizes(readPipe(stream, new Promise(() => {}), BOUNDS))).toEqual([800, 800, 800]);
});

Deno.test("readPipe() reads what is there when the process has gone, and waits no longer for more", async () => {
  const { stream, isCancelled } = pipe([1, 2, 3], "silent");
  expect(await sizes(readPipe(stream, Promise.resolve(), BOUNDS))).toEqual([1, 2, 3]);
  expect(isCancelled()).toBe(true);
});

Deno.test("readPipe() gives up a read that is open when the process goes", async () => {
  const { stream } = pipe([1], "silent");
  const gone = Promise.withResolvers<void>();
  const reading = sizes(readPipe(stream, gone.promise, BOUNDS));
  await new Promise((resolve) => setImmediate(resolve));
  gone.resolve();
  expect(await within("the end of the reading", reading)).toEqual([1]);
});

Deno.test("readPipe() reads no more than a pipe holds once the process has gone", async () => {
  const { stream, isCancelled } = pipe(new Array(100).fill(400), "silent");
  const read = await sizes(readPipe(stream, Promise.resolve(), BOUNDS));
  expect(read.length).toBeLessThan(6);
  expect(isCancelled()).toBe(true);
});
