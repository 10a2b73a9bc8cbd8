import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../scripts/cache_packs.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.npm.json", import.meta.url));

async function cachePacks(packs: Record<string, string>, flags: string[] = []) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, config] of Object.entries(packs)) {
      await Deno.mkdir(`${folder}/${name}`);
      await Deno.writeTextFile(`${folder}/${name}/ops.ts`, "");
      await Deno.writeTextFile(`${folder}/${name}/deno.json`, config);
    }
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `--config=${CONFIG}`, SCRIPT, folder, ...flags],
      env: { NO_COLOR: "1" },
    }).output();
    const locked: string[] = [];
    for (const name of Object.keys(packs)) {
      const names = (await Array.fromAsync(Deno.readDir(`${folder}/${name}`))).map((it) => it.name);
      if (names.includes("deno.lock")) locked.push(name);
    }
    return { code, stderr: new TextDecoder().decode(stderr), locked };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("cache_packs locks the packages of each pack beside its config", async () => {
  const { code, locked } = await cachePacks({
    plain: "{}",
    strict: `{ "imports": { "acorn": "npm:acorn@8.19.0" } }`,
    loose: `{
      // Comments and commas at the end are Deno's own form.
      "imports": { "acorn": "npm:acorn@8.19.0", "local": "./local.ts", },
    }`,
  });
  expect(code).toBe(0);
  expect(locked).toEqual(["strict", "loose"]);
});

Deno.test("cache_packs goes on behind a pack that is broken", async () => {
  const { code, stderr, locked } = await cachePacks({
    "a-broken": "{ not json",
    "b-unlocked": `{ "imports": { "acorn": "npm:acorn@8.19.0" } }`,
    "c-empty": "",
  }, ["--frozen"]);
  expect(code).toBe(1);
  expect(stderr).toContain('Cannot get the packages of the nodepack "b-unlocked"');
  expect(stderr).not.toContain("a-broken");
  expect(locked).toEqual([]);
});
