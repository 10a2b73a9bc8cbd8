import { expect } from "@std/expect";
import { buildProject, configFile, PROJECT } from "./command_line.ts";

/**
 * Runs a benchmark in small, and checks that it has a row for each of these parts of names, with a number in it.
 *
 * @param path of its main module, from the root of the project
 */
export async function expectRows(path: string, parts: readonly string[]): Promise<void> {
  await buildProject();
  const bench = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `--config=${configFile()}`, `${PROJECT}/${path}`, "--smoke"],
    cwd: PROJECT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(240_000),
  });
  const { code, stdout, stderr } = await bench.output();
  const table = new TextDecoder().decode(stdout);
  expect({ code, words: new TextDecoder().decode(stderr) }).toMatchObject({ code: 0 });
  const rows = table.split("\n").filter((line) => /^\| .* \| \d/.test(line));
  for (const part of parts) {
    expect([part, rows.some((row) => row.includes(part))]).toEqual([part, true]);
  }
  expect(table).not.toMatch(/NaN|undefined/);
}
