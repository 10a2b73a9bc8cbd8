import { expect } from "@std/expect";
import { buildProject, configFile, PROJECT } from "@/tests/helpers/command_line.ts";

Deno.test("every row of the editor's benchmark runs", async () => {
  await buildProject();
  const bench = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `--config=${configFile()}`, `${PROJECT}/bench/editor/main.ts`, "--smoke"],
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
  for (
    const part of [
      "until the page answers",
      "all in view: panning",
      "zoomed in: zooming",
      "from a key to its character",
      "a run of",
      "elements of the page after",
    ]
  ) {
    expect(rows.some((row) => row.includes(part))).toBe(true);
  }
  expect(table).not.toMatch(/NaN|undefined/);
});
