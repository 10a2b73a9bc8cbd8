import { expect } from "@std/expect";
import { createEngine } from "@/engine/mod.ts";
import { bodyOf, JSON_TYPE } from "@/tests/helpers/live_server.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { apiHandler, fakeServices } from "@/tests/helpers/test_app.ts";
import { within } from "@/tests/helpers/within.ts";

Deno.test("a client that never reads does not keep the turn of its run", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": "export function echo(value: unknown) { return value; }",
    "p/stream_ops.ts": `
      import { StreamOp } from "psynapse";
      export class Flood extends StreamOp {
        call(): string {
          for (;;) this.emit("x".repeat(10_000));
        }
      }`,
  });
  const engine = createEngine({ nodepackDir: packs.dir, limits: { runs: 1 }, log: () => {} });
  const handle = apiHandler({ ...fakeServices(), engine, stallMs: 100 });
  const ask = (path: string, body: unknown) =>
    handle(
      new Request(`http://localhost${path}`, {
        method: "POST",
        headers: JSON_TYPE,
        body: JSON.stringify(body),
      }),
    );
  try {
    const flood = await ask("/execute/stream?events=delta", bodyOf({ f: ["Flood"] }));
    expect(flood.status).toBe(200);
    const echo = bodyOf({ n: ["echo", { value: 5 }], v: "view" }, ["n -> v.input"]);
    const next = await within("the turn of the next run", ask("/execute", echo));
    expect(await next.json()).toEqual({ results: { v: 5 }, errors: {} });
    await expect(flood.text()).rejects.toThrow("took nothing for 100 ms (limit --max-stall)");
  } finally {
    await engine.close();
  }
});
