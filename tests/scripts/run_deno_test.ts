import { expect } from "@std/expect";
import { runDeno } from "../../scripts/run_deno.ts";

const cwd = Deno.cwd();

Deno.test("runDeno() gives the child's exit code and environment", async () => {
  const script = "Deno.exit(Number(Deno.env.get('CODE')))";
  const code = await runDeno(["eval", "--no-config", script], { cwd, env: { CODE: "7" } });
  expect(code).toBe(7);
});

Deno.test("runDeno() passes SIGTERM on, and the child decides how it ends", async () => {
  // The child says when it listens, is told to stop through its parent, and ends with its own code.
  const child = `
    Deno.addSignalListener("SIGTERM", () => Deno.exit(42));
    console.log("ready");
    setInterval(() => {}, 1000);`;
  const module = new URL("../../scripts/run_deno.ts", import.meta.url).href;
  const parent = `
    import { runDeno } from ${JSON.stringify(module)};
    const args = ["eval", "--no-config", ${JSON.stringify(child)}];
    Deno.exit(await runDeno(args, { cwd: "." }));`;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "--ext=ts", parent],
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    expect((await reader.read()).value).toBe("ready\n");
    process.kill("SIGTERM");
    expect((await process.status).code).toBe(42);
  } finally {
    await reader.cancel();
  }
});
