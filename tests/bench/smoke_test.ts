import { expectRows } from "@/tests/helpers/bench_smoke.ts";

Deno.test("every row of the benchmark runs", async () => {
  await expectRows("bench/main.ts", [
    "engine through a host",
    "results are all known",
    "side by side",
    "types checked",
    "/execute/stream, to the first event",
    "Stop of an endless loop",
    "schemas ready",
    "JavaScript of the editor's page",
  ]);
});
