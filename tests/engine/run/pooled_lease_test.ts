import { expect } from "@std/expect";
import { createEngine } from "@/engine/mod.ts";
import { outputOf } from "@/tests/helpers/test_pool.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { collect, graphOf } from "@/tests/helpers/testing_pack.ts";

/** What ops do to their host, by the word for it. */
const DEEDS = {
  "leaves an endless loop behind": "setTimeout(() => { for (;;); });",
  "breaks lists": "Array.prototype.map = () => { throw new Error('broken'); };",
  "breaks loops over lists": "Array.prototype[Symbol.iterator] = undefined;",
  "breaks texts": "TextDecoder.prototype.decode = () => 'broken';",
  "closes its streams": "Deno.stdin.close(); Deno.stdout.close();",
  "goes on reading its input": "Deno.stdin.read(new Uint8Array(65536));",
};

for (const [deed, code] of Object.entries(DEEDS)) {
  Deno.test(`the next run works when an op ${deed}`, async () => {
    await using packs = await tempPacks({
      "p/ops.ts": `
        export function act() { ${code} return "done"; }
        export function add(a: number, b: number): number { return a + b; }`,
    });
    const engine = createEngine({
      nodepackDir: packs.dir,
      log: () => {},
      pool: { greeting: 500 },
    });
    try {
      const first = await engine.run(graphOf({ a: ["act"] }));
      expect(outputOf(await collect(first.events), "a")).toBe("done");
      for (let i = 0; i < 2; i++) {
        const next = await engine.run(graphOf({ b: ["add", { a: 1, b: i }] }));
        expect(outputOf(await collect(next.events), "b")).toBe(1 + i);
      }
    } finally {
      await engine.close();
    }
  });
}
