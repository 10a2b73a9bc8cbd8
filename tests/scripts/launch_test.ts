import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function launch(args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", "scripts/launch.ts", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("launch runs Deno with the config of its choice, which it says on stderr", async () => {
  const script = "console.log(Deno.env.get('PSYNAPSE_DEPS'), Deno.args.join()); Deno.exit(3)";
  const { code, stdout, stderr } = await launch(["eval", script, "--", "a", "b"]);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^(npm|jsr) /);
  expect(stderr).toMatch(/^Dependencies: [^\n]+(\n|$)/);
});

Deno.test("launch resolves the names of the config it chose", async () => {
  const script = `
    import { version } from "react";
    import { App } from "fresh";
    console.log(version, typeof App);`;
  const { stdout } = await launch(["eval", script]);
  expect(stdout).toBe("18.3.1 function");
});

Deno.test("launch says what is wrong in one line", async () => {
  const bad = await launch(["eval", "1"], { PSYNAPSE_DEPS: "both" });
  expect([bad.code, bad.stderr]).toEqual([
    1,
    'PSYNAPSE_DEPS is "both". Set it to "jsr" or "npm", or leave it unset.',
  ]);
  const none = await launch([]);
  expect([none.code, none.stderr]).toEqual([1, "Name a Deno subcommand, or: start, dev"]);
});
