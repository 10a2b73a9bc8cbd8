import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";
import { detectLauncher, type HostLauncher } from "@/engine/run/host_launchers.ts";
import { startFailure } from "@/engine/run/start_failure.ts";
import { configFile } from "@/tests/helpers/command_line.ts";
import { endOf, greedyCatalog } from "@/tests/helpers/greedy_pool.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";

const NOT_STARTED =
  'The host of pack "greedy" ended before "echo" could run: it could not be started';

/** Starts hosts as usual, but for as long as there is a failure: an error, or a command in the place of Deno. */
class FailingLauncher implements HostLauncher {
  failure: () => Error | string | undefined = () => undefined;
  readonly #usual = detectLauncher();

  detect = () => true;

  command(...args: Parameters<HostLauncher["command"]>) {
    const failure = this.failure();
    if (failure instanceof Error) throw failure;
    const command = this.#usual.command(...args);
    return failure === undefined ? command : { ...command, command: failure };
  }
}

Deno.test("a host that cannot be started is an error of the nodes, and the next run works", async () => {
  const launcher = new FailingLauncher();
  await using test = testPool(greedyCatalog(), { launcher });
  const graph = () => test.run({ a: ["echo", { value: 1 }], b: "list" });
  launcher.failure = () => new Error("No space left on device (os error 28)");
  const first = await graph();
  expect(errorOf(first, "a")).toBe(`${NOT_STARTED}: there is no space left on the disk`);
  expect(endOf(first).status).toBe("done");
  launcher.failure = () => "/nowhere/deno";
  expect(errorOf(await graph(), "a")).toContain(`${NOT_STARTED}: Failed to spawn '/nowhere/deno'`);
  launcher.failure = () => undefined;
  expect(outputOf(await graph(), "a")).toBe(1);
});

Deno.test("a host that cannot be started once is started again, and nobody hears of it", async () => {
  const launcher = new FailingLauncher();
  const failures = [new Error("Resource temporarily unavailable (os error 11)")];
  launcher.failure = () => failures.shift();
  await using test = testPool(greedyCatalog(), { launcher });
  expect(outputOf(await test.run({ a: ["echo", { value: 1 }] }), "a")).toBe(1);
  expect(failures).toEqual([]);
});

Deno.test({
  name: "a server without file handles says so on the node, and works when it has some again",
  // Windows has no such limit to set.
  ignore: Deno.build.os === "windows",
  async fn() {
    const script = fileURLToPath(new URL("../../helpers/few_files.ts", import.meta.url));
    const deno = [Deno.execPath(), "run", "-A", "--quiet", `--config=${configFile()}`, script];
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", 'ulimit -n 60 && exec "$@"', "sh", ...deno],
    }).output();
    const decoder = new TextDecoder();
    expect([code, decoder.decode(stderr)]).toEqual([0, ""]);
    const [error, output] = JSON.parse(decoder.decode(stdout));
    expect(error).toBe(
      `${NOT_STARTED}: the server has too many files open; raise its limit (ulimit -n) or allow ` +
        "fewer runs (--max-runs)",
    );
    expect(output).toBe(1);
  },
});

Deno.test("startFailure() leaves messages that it does not know as they are", () => {
  expect(startFailure(new Error("Permission denied (os error 13)"))).toBe(
    "Permission denied (os error 13)",
  );
  expect(startFailure("odd")).toBe("odd");
});
