/**
 * Runs a graph when no more files can be opened, and again when they can: prints the error of the first run and the
 * output of the second. To be started under a low `ulimit -n`.
 *
 * @module
 */
import { greedyCatalog } from "./greedy_pool.ts";
import { errorOf, outputOf, testPool } from "./test_pool.ts";

await using test = testPool(greedyCatalog());
const graph = { a: ["echo", { value: 1 }] } as const;
const open: Deno.FsFile[] = [];
try {
  for (;;) open.push(Deno.openSync("/dev/null"));
} catch {
  // That is as many as there can be.
}
const first = await test.run({ a: [...graph.a] });
for (const file of open) file.close();
const second = await test.run({ a: [...graph.a] });
console.log(JSON.stringify([errorOf(first, "a"), outputOf(second, "a")]));
