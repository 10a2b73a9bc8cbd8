import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { psynapse } from "@/tests/helpers/command_line.ts";
import { copyPacks } from "@/tests/helpers/copy_packs.ts";

describe("psynapse schema", () => {
  it("prints the schemas", async () => {
    const { code, stdout } = await psynapse(["schema"]);
    expect(code).toBe(0);
    const names = JSON.parse(stdout).map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(["add", "ProgressOpp", "openai_chat_completion"]));
  });

  it("says what could not be loaded", async () => {
    await using packs = await copyPacks("basic");
    await packs.write("broken/ops.ts", "export function f( {");
    const { code, stdout, stderr } = await psynapse(["schema", "--nodepack-dir", packs.path]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).length).toBeGreaterThan(0);
    expect(stderr).toContain("broken/ops.ts:1: ");
  });

  it("says what it waits for", async () => {
    await using packs = await copyPacks("basic");
    await packs.write("endless/ops.ts", "await new Promise(() => {});");
    const { code, stdout, stderr } = await psynapse(["schema", "--nodepack-dir", packs.path]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).length).toBeGreaterThan(0);
    expect(stderr).toMatch(/^Waiting for endless to load …$/m);
    expect(stderr).toContain("endless/ops.ts: ");
  });

  it("prints what nodepacks may do", async () => {
    await using packs = await copyPacks("basic");
    const permissions = { net: ["api.example.com"], env: true, read: ["./data"] };
    await packs.write("asking/ops.ts", "export const f = () => 1;");
    await packs.write(
      "asking/deno.json",
      JSON.stringify({ permissions: { default: permissions } }),
    );
    const args = ["schema", "--permissions", "--nodepack-dir", packs.path];
    const { code, stdout } = await psynapse(args);
    expect(code).toBe(0);
    expect(stdout).toBe([
      ...["asking", "  - network: api.example.com", "  ! environment: everything"],
      ...["  - read: ./data", "basic", "  - nothing", ""],
    ].join("\n"));
    expect(JSON.parse((await psynapse([...args, "--json"])).stdout)).toEqual([
      {
        name: "asking",
        permissions: ["network: api.example.com", "environment: everything", "read: ./data"],
      },
      { name: "basic", permissions: ["nothing"] },
    ]);
    expect((await psynapse(["schema", "--json"])).code).toBe(2);
  });
});
