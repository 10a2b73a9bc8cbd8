import { expect } from "@std/expect";

type Json = Record<string, unknown>;

async function read(path: string): Promise<Json> {
  return Object(JSON.parse(await Deno.readTextFile(new URL(`../${path}`, import.meta.url))));
}

const jsr = await read("deno.json");
const npm = await read("deno.npm.json");
const imports = new Map<string, unknown>(Object.entries(Object(jsr.imports)));
const links = (config: Json): string[] => Object(config.links);

Deno.test("deno.npm.json is deno.json with stand-ins and a lock file of its own, without tasks", () => {
  const { tasks: _tasks, links: _links, ...shared } = jsr;
  const { lock, links: _npmLinks, ...npmShared } = npm;
  expect(npmShared).toEqual(shared);
  expect(Object.keys(npmShared)).toEqual(Object.keys(shared));
  expect(lock).toEqual({ path: "./deno.npm.lock" });
  expect(links(npm)).toEqual(expect.arrayContaining(links(jsr)));
});

Deno.test("every package from JSR has a stand-in of the same name and version", async () => {
  const standIns = links(npm).filter((path) => !links(jsr).includes(path));
  const offered = await Promise.all(standIns.map(async (path) => {
    const { name, version } = await read(`${path}/deno.json`);
    return `jsr:${name}@${version}`;
  }));
  const wanted = [...imports.values()].filter((target) => String(target).startsWith("jsr:"));
  expect(offered.sort()).toEqual(wanted.sort());
});

Deno.test("every import is pinned, and the links agree with the pins", async () => {
  for (const [name, target] of imports) {
    if (String(target).startsWith("./")) continue;
    expect([name, target]).toEqual([name, expect.stringMatching(/^(?:npm|jsr):.+@\d+\.\d+\.\d+$/)]);
  }
  for (const path of links(jsr)) {
    const { name, version, dependencies } = await read(`${path}/package.json`);
    expect(imports.get(String(name))).toBe(`npm:${name}@${version}`);
    expect(imports.get("preact")).toBe(`npm:preact@${Object(dependencies).preact}`);
  }
  for (const path of links(npm).filter((one) => !links(jsr).includes(one))) {
    for (
      const [name, target] of Object.entries(Object((await read(`${path}/deno.json`)).imports))
    ) {
      if (imports.has(name)) expect([name, target]).toEqual([name, imports.get(name)]);
    }
  }
});
