import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";
import { allGone } from "@/tests/helpers/await_processes.ts";
import { isAlive } from "@/tests/helpers/processes.ts";

const SERVER = fileURLToPath(new URL("../../helpers/host_server.ts", import.meta.url));

/** Starts a process that runs an op in a host, ends it by force, and gives the host's process id. */
async function killServerOf(op: string): Promise<number> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", SERVER, op],
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    stdout: "piped",
  }).spawn();
  try {
    const reader = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const { value } = await reader.read();
    await reader.cancel();
    const host = Number(value);
    expect(await isAlive(host)).toBe(true);
    return host;
  } finally {
    server.kill("SIGKILL");
    await server.status;
  }
}

for (const op of ["idle", "spin", "block", "SpinProgress"]) {
  Deno.test(`a host whose server is killed ends by itself: ${op}`, async () => {
    await allGone([await killServerOf(op)]);
  });
}
