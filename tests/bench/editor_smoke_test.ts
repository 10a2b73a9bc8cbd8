import { expectRows } from "@/tests/helpers/bench_smoke.ts";

Deno.test("every row of the editor's benchmark runs", async () => {
  await expectRows("bench/editor/main.ts", [
    "until the page answers",
    "all in view: panning",
    "zoomed in: zooming",
    "from a key to its character",
    "a run of",
    "elements of the page after",
  ]);
});
