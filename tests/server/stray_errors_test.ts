import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";
import { configFile } from "@/tests/helpers/command_line.ts";

const SERVER = fileURLToPath(new URL("../helpers/stray_errors_server.ts", import.meta.url));

Deno.test("surviveStrayErrors() logs with an id what nothing has caught, and the process goes on", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `--config=${configFile()}`, SERVER],
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const stdout = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    const port = Number((await stdout.read()).value);
    for (const path of ["rejection", "error", "hostile", "none"]) {
      const answer = await fetch(`http://127.0.0.1:${port}/${path}`);
      expect(await answer.text()).toBe("here");
    }
  } finally {
    child.kill();
    await stdout.cancel();
    await child.status;
  }
  const log = await stderr;
  expect(log).toMatch(
    /^Unhandled rejection [0-9a-f]{8}, the server goes on: Error: nobody caught this rejection$/m,
  );
  expect(log).toMatch(
    /^Uncaught error [0-9a-f]{8}, the server goes on: Error: nobody caught this error$/m,
  );
  expect(log.match(/the server goes on/g)).toHaveLength(3);
});
