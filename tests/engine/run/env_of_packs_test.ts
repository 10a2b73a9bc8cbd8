import { expect } from "@std/expect";
import { createEngine } from "@/engine/mod.ts";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import { graphOf } from "../../helpers/testing_pack.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";
import { withEnv } from "../../helpers/with_env.ts";

/** Ops that say which process they run in, and that keep it. */
const ops = (pack: string) => `
export function pid_${pack}(): number { return Deno.pid; }
export async function hold_${pack}(): Promise<void> { await new Promise((it) => setTimeout(it, 60_000)); }`;

/** The names that the process was started with, of those that are this test's. */
async function startedWith(pid: number): Promise<string[]> {
  const environ = await Deno.readTextFile(`/proc/${pid}/environ`);
  return environ.split("\0").map((it) => it.split("=")[0]).filter((it) => it.startsWith("PSYT_"));
}

Deno.test({
  name: "a host is started with the variables that its pack may read, and no others",
  // Elsewhere there is no /proc to look into.
  ignore: Deno.build.os !== "linux",
  async fn() {
    using _ = withEnv("PSYT_SERVER", "server");
    const env = {
      some: `["PSYT_A", "PSYT_SERVER"]`,
      none: "false",
      other: `["PSYT_B"]`,
      all: "true",
    };
    await using packs = await tempPacks(Object.fromEntries(
      Object.entries(env).flatMap(([pack, rule]) => [
        [`${pack}/ops.ts`, ops(pack)],
        [`${pack}/deno.json`, `{"permissions": {"default": {"env": ${rule}}}}`],
      ]),
    ));
    const engine = createEngine({ nodepackDir: packs.dir, log: () => {} });
    try {
      const names = Object.keys(env);
      const nodes = names.flatMap((it) => [[it, [`pid_${it}`]], [`hold ${it}`, [`hold_${it}`]]]);
      const env_vars = { PSYT_A: "a", PSYT_B: "b" };
      const run = await engine.run(graphOf(Object.fromEntries(nodes), [], { env_vars }));
      const seen: Record<string, string[]> = {};
      for await (const event of run.events) {
        if (!isNodeEvent(event) || event.status !== "completed") continue;
        seen[event.node_id] = (await startedWith(Number(event.output))).sort();
        if (Object.keys(seen).length === names.length) break;
      }
      expect(seen).toEqual({
        some: ["PSYT_A", "PSYT_SERVER"],
        none: [],
        other: ["PSYT_B"],
        all: ["PSYT_A", "PSYT_B", "PSYT_SERVER"],
      });
    } finally {
      await engine.close();
    }
  },
});
