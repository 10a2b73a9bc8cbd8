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

Deno.test("the workspace has the packs that ship with a config, and no others that are put beside them", async () => {
  const packs = ["data", "image", "llms", "text"];
  expect(jsr.workspace).toEqual(packs.map((name) => `./nodepacks/${name}`));
  const root = await Deno.makeTempDir({ prefix: "psynapse-test-" });
  try {
    const folders = [...links(npm), ...packs.map((name) => `nodepacks/${name}`)];
    const files = ["deno.json", "package.json"];
    for (const folder of [".", ...folders, "nodepacks/broken", "nodepacks/odd"]) {
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
      for (const file of files) await copyIfThere(`${folder}/${file}`, `${root}/${folder}/${file}`);
    }
    await Deno.writeTextFile(`${root}/nodepacks/broken/deno.json`, "{ broken");
    await Deno.writeTextFile(`${root}/nodepacks/odd/deno.json`, `{"imports": 3, "links": [1]}`);
    const list = new Deno.Command(Deno.execPath(), { args: ["task"], cwd: root });
    const { success, stderr } = await list.output();
    expect([success, new TextDecoder().decode(stderr)]).toEqual([true, ""]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

async function copyIfThere(path: string, target: string): Promise<void> {
  try {
    await Deno.copyFile(new URL(`../${path}`, import.meta.url), target);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
