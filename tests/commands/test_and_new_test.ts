import { expect } from "@std/expect";
import { psynapse } from "@/tests/helpers/command_line.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

Deno.test("psynapse new writes a pack that passes its examples and its tests", async () => {
  await using packs = await tempPacks();
  const dir = `--nodepack-dir=${packs.dir}`;
  const made = await psynapse(["new", "garden", dir]);
  expect([made.code, made.stdout]).toEqual([0, expect.stringContaining("psynapse test garden")]);
  const tested = await psynapse(["test", "garden", dir]);
  expect([tested.code, tested.stderr]).toEqual([0, ""]);
  expect(tested.stdout.split("\n")).toEqual([
    "garden",
    '  ok   repeat_text("ab", 3)',
    '  ok   say_words("one two", 0)',
    "  ok   count_up(3, 0)",
    "3 passed, 0 failed",
    "",
  ]);
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--no-lock", "ops_test.ts"],
    cwd: `${packs.dir}/garden`,
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  expect([code, code === 0 ? "" : new TextDecoder().decode(stderr)]).toEqual([0, ""]);
  const formatted = await new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--check", "--line-width=100", "."],
    cwd: `${packs.dir}/garden`,
    stdout: "null",
    stderr: "null",
  }).output();
  expect(formatted.code).toBe(0);

  const { stdout } = await psynapse(["schema", dir]);
  const schemas: { name: string; is_stream_node: boolean; is_progress_node: boolean }[] = JSON
    .parse(stdout);
  expect(schemas.map((it) => [it.name, it.is_stream_node, it.is_progress_node])).toEqual([
    ["repeat_text", false, false],
    ["say_words", true, false],
    ["count_up", false, true],
  ]);

  const again = await psynapse(["new", "garden", dir]);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("There is something at");
});

for (const name of ["", "_hidden", "two words", "../up", "1st", "a/b", "x".repeat(65)]) {
  Deno.test(`psynapse new refuses the name ${JSON.stringify(name)}`, async () => {
    await using packs = await tempPacks();
    const { code, stderr } = await psynapse(["new", name, `--nodepack-dir=${packs.dir}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("is no name for a nodepack")]);
    expect([...Deno.readDirSync(packs.dir)]).toEqual([]);
  });
}

Deno.test("psynapse test exits 1 for an example that fails and for a pack with problems", async () => {
  await using packs = await tempPacks({
    "wrong/ops.ts": `
/**
 * @example
 * add(1, 1) // 3
 */
export function add(a: number, b: number): number {
  console.log("adds");
  return a + b;
}`,
    "broken/ops.ts": "export function {",
    "fine/ops.ts": "export const one = () => 1;",
  });
  const dir = `--nodepack-dir=${packs.dir}`;
  const text = await psynapse(["test", "wrong", dir]);
  expect([text.code, text.stderr]).toEqual([1, "[wrong] adds\n"]);
  expect(text.stdout).toContain("FAIL add(1, 1)\n       expected 3\n       actual   2\n");
  const all = await psynapse(["test", "--json", dir]);
  expect(all.code).toBe(1);
  expect(JSON.parse(all.stdout)).toMatchObject([
    { pack: "broken", results: [], problems: [{ file: "nodepacks/broken/ops.ts" }] },
    { pack: "fine", results: [], problems: [] },
    { pack: "wrong", results: [{ op: "add", status: "failed", expected: "3", actual: "2" }] },
  ]);
  expect((await psynapse(["test", "fine", dir])).code).toBe(0);
  const missing = await psynapse(["test", "nowhere", dir]);
  expect([missing.code, missing.stderr]).toEqual([
    2,
    expect.stringContaining('There is no nodepack "nowhere": there are broken, fine, wrong'),
  ]);
});
