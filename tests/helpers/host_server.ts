/**
 * Runs an op of the testing pack in a host, and prints the host's process id once the op has begun. With `idle`, the
 * host has nothing to do. Does not end by itself.
 *
 * @module
 */
import { testPool } from "./test_pool.ts";

const [op] = Deno.args;
const test = testPool();
if (op === "idle") {
  await test.run({ a: ["echo", { value: 1 }] });
  print();
} else {
  for await (const event of test.start({ a: [op] })) {
    if (event.status === (op.endsWith("Progress") ? "progress" : "executing")) print();
  }
}

function print(): void {
  console.log(test.pool.pids[0]);
}
