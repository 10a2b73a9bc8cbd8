import { expect } from "@std/expect";
import { buildProject, configFile, PROJECT } from "@/tests/helpers/command_line.ts";

Deno.test("every row of the benchmark runs", async () => {
  await buildProject();
  const bench = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `--config=${configFile()}`, `${PROJECT}/bench/main.ts`, "--smoke"],
    cwd: PROJECT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(180_000),
  });
  const { code, stdout, stderr } = await bench.output();
  const table = new TextDecoder().decode(stdout);
  expect({ code, words: new TextDecoder().decode(stderr) }).toMatchObject({ code: 0 });
  const rows = table.split("\n").filter((line) => /^\| .* \| \d/.test(line));
  for (
    const part of [
      "engine through a host",
      "results are all known",
      "side by side",
      "types checked",
      "/execute/stream, to the first event",
      "Stop of an endless loop",
      "schemas ready",
      "JavaScript of the editor's page",
    ]
  ) {
    expect(rows.some((row) => row.includes(part))).toBe(true);
  }
  expect(table).not.toMatch(/NaN|undefined/);
});
