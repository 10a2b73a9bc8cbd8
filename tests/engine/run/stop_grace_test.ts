import { expect } from "@std/expect";
import { createEngine } from "@/engine/mod.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { graphOf } from "@/tests/helpers/testing_pack.ts";
import { within } from "@/tests/helpers/within.ts";

const OPS = `
const print = (text: string) => Deno.stderr.writeSync(new TextEncoder().encode(text + "\\n"));
export function spin(): never { for (;;); }
export async function tidy(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  await new Promise((resolve) => setTimeout(resolve, 100));
  print("tidied up");
}`;

/** Far longer than a test waits: who is given it is not seen to end. */
const LONG = 3_600_000;

/** Starts a run of an op, stops it once `moment` has come, and gives what the op printed. */
async function stopped(
  op: string,
  moment: "begun" | "asked" = "begun",
): Promise<string[]> {
  await using packs = await tempPacks({ "p/ops.ts": OPS });
  const lines: string[] = [];
  const engine = createEngine({
    nodepackDir: packs.dir,
    log: (_, line) => void lines.push(line),
    pool: { grace: LONG },
  });
  try {
    const run = await engine.run(graphOf({ a: [op] }));
    const events = run.events[Symbol.asyncIterator]();
    const first = events.next();
    if (moment === "begun") await within("the begin of the op", first);
    else await new Promise((resolve) => setImmediate(resolve));
    await within("the end of the run", run.stop());
    const told = [(await first).value?.status];
    for (let next = await events.next(); !next.done; next = await events.next()) {
      told.push(next.value.status);
    }
    expect(told.at(-1)).toBe("error");
    return lines;
  } finally {
    await engine.close();
  }
}

Deno.test("ops have time to heed their signal", async () => {
  expect(await stopped("tidy")).toContain("tidied up");
});

Deno.test("an op that blocks its thread heeds no signal, and is given no time for it", async () => {
  await stopped("spin");
});

Deno.test("a host that does not know of the run yet is given no time", async () => {
  await stopped("spin", "asked");
});
