import { join } from "node:path";
import { expect } from "@std/expect";
import { discoverNodepacks } from "@/engine/catalog/discover.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

Deno.test("discoverNodepacks() finds folders with op files, in name order", async () => {
  await using packs = await tempPacks({
    "zeta/ops.ts": "",
    "Alpha/stream_ops.ts": "",
    "Alpha/ops.ts": "",
    "Alpha/progress_ops.ts": "",
    "beta/progress_ops.ts": "",
    "beta/deno.json": `{"imports": {"a": "npm:a@1"}, "permissions": {"default": {"net": true}}}`,
    "not_a_pack/readme.md": "",
    "not_a_pack/helpers.ts": "",
    "nested/inner/ops.ts": "",
    ".hidden/ops.ts": "",
    "_shared/ops.ts": "",
    "node_modules/ops.ts": "",
    "ops.ts": "",
  });
  const { folder, packs: found, problems } = await discoverNodepacks(packs.dir);
  expect(folder).toBe("nodepacks");
  expect(problems).toEqual([]);
  expect(found.map(({ pack }) => [pack.name, pack.files])).toEqual([
    ["Alpha", ["ops.ts", "progress_ops.ts", "stream_ops.ts"]],
    ["beta", ["progress_ops.ts"]],
    ["zeta", ["ops.ts"]],
  ]);
  expect(found[1].pack).toEqual({
    name: "beta",
    dir: join(packs.dir, "beta"),
    files: ["progress_ops.ts"],
    imports: { a: "npm:a@1" },
    permissions: { net: true },
    version: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

Deno.test("discoverNodepacks() takes odd names as they are", async () => {
  const names = ["a b", "a#b", "a%20b", "a,b", "ä€😀", "a'b", "[a]", "a?b", "a&b"].sort();
  await using packs = await tempPacks(
    Object.fromEntries(names.map((name) => [`${name}/ops.ts`, ""])),
  );
  const { packs: found } = await discoverNodepacks(packs.dir);
  expect(found.map(({ pack }) => pack.name)).toEqual(names);
});

Deno.test("discoverNodepacks() gives a version that changes with the pack's code alone", async () => {
  await using packs = await tempPacks({
    "one/ops.ts": "1",
    "one/lib/deep/helper.ts": "1",
    "one/readme.md": "1",
    "two/ops.ts": "1",
  });
  const versions = async (): Promise<string[]> =>
    (await discoverNodepacks(packs.dir)).packs.map(({ pack }) => pack.version);
  const [one, two] = await versions();

  await packs.write({ "one/readme.md": "2", "one/.hidden.ts": "2" });
  expect(await versions()).toEqual([one, two]);

  for (
    const path of [
      "one/ops.ts",
      "one/lib/deep/helper.ts",
      "one/deno.json",
      "one/deno.lock",
      "one/data.json",
    ]
  ) {
    const before = (await versions())[0];
    await packs.write({ [path]: "{}" });
    const after = await versions();
    expect(after[0]).not.toBe(before);
    expect(after[1]).toBe(two);
  }
  await packs.write({ "one/ops.ts": "1", "one/lib/deep/helper.ts": "1" });
  for (const path of ["one/deno.json", "one/deno.lock", "one/data.json"]) await packs.remove(path);
  expect(await versions()).toEqual([one, two]);

  // Any pack may import what is in a shared folder.
  await packs.write({ "_shared/types.ts": "1" });
  const shared = await versions();
  expect(shared[0]).not.toBe(one);
  expect(shared[1]).not.toBe(two);
});

Deno.test("discoverNodepacks() tells files apart whose names and texts run together", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "", "b/ops.ts": "" });
  await packs.write({ "a/x.ts": "y.tsz", "b/x.tsy.ts": "z" });
  const { packs: [a, b] } = await discoverNodepacks(packs.dir);
  expect(a.pack.version).not.toBe(b.pack.version);
});

Deno.test("discoverNodepacks() says of a folder that is not there, or is none, what to do", async () => {
  await using packs = await tempPacks({ "file": "" });
  expect(await discoverNodepacks(join(packs.dir, "missing"))).toEqual({
    folder: "missing",
    packs: [],
    shared: new Map(),
    unread: [],
    problems: [{
      message: `The nodepacks folder ${join(packs.dir, "missing")} does not exist. ` +
        `Create it, or name another with --nodepack-dir.`,
    }],
  });
  const { problems } = await discoverNodepacks(join(packs.dir, "file"));
  expect(problems).toEqual([{ message: expect.stringContaining("is a file") }]);
});

Deno.test("discoverNodepacks() follows no links, and says so of those in and to nodepacks", async () => {
  await using packs = await tempPacks({
    "real/ops.ts": "",
    "docs/readme.md": "",
    "linking/ops.ts": "",
    "_shared/x.ts": "",
    "other/x.ts": "",
  });
  const link = (from: string, to: string) =>
    Deno.symlink(join(packs.dir, to), join(packs.dir, from));
  await link("linked", "real");
  await link("linked_docs", "docs");
  await link("dangling", "nowhere");
  await link("docs/linked", "real");
  await link("other/ops.ts", "real/ops.ts");
  await link("linking/lib", "docs");
  await link("linking/inside.ts", "linking/ops.ts");
  await link("_shared/y.ts", "real/ops.ts");
  const { packs: found, shared, problems } = await discoverNodepacks(packs.dir);
  expect(found.map(({ pack, problems }) => [pack.name, problems.length])).toEqual([
    ...[["linking", 2], ["other", 1], ["real", 0]],
  ]);
  expect(found[1].problems).toEqual([
    {
      pack: "other",
      message: expect.stringMatching(/^"ops.ts" is a symbolic link\. .*not followed/),
    },
  ]);
  expect([...shared.keys()]).toEqual([join(packs.dir, "_shared/x.ts")]);
  expect(problems).toEqual([
    { message: expect.stringContaining(`"_shared/y.ts" is a symbolic link`) },
    { pack: "linked", message: expect.stringContaining("is a symbolic link") },
  ]);
});

Deno.test("discoverNodepacks() does not wait for pipes, and says what they are", async () => {
  await using packs = await tempPacks({ "piped/ops.ts": "", "whole/ops.ts": "" });
  const paths = ["piped/progress_ops.ts", "piped/data"].map((path) => join(packs.dir, path));
  await new Deno.Command("mkfifo", { args: paths }).output();
  const { packs: [piped, whole] } = await discoverNodepacks(packs.dir);
  expect(piped.problems.map(({ message }) => message).sort()).toEqual([
    expect.stringMatching(/^"data" is neither a file nor a folder, but a pipe/),
    expect.stringContaining(`"progress_ops.ts" is neither`),
  ]);
  expect(piped.pack.files).toEqual(["ops.ts"]);
  expect(whole.problems).toEqual([]);
});

Deno.test("discoverNodepacks() follows a link to the folder itself", async () => {
  await using packs = await tempPacks({ "one/ops.ts": "" });
  const link = join(packs.dir, "..", "link");
  await Deno.symlink(packs.dir, link);
  const { folder, packs: [one] } = await discoverNodepacks(link);
  expect(folder).toBe("link");
  expect(one.pack.dir).toBe(join(packs.dir, "one"));
});

Deno.test("discoverNodepacks() makes a bad config a problem of the pack", async () => {
  await using packs = await tempPacks({
    "bad/ops.ts": "",
    "bad/deno.json": `{\n  "imports": }`,
    "commented/ops.ts": "",
    "commented/deno.jsonc": `{ "permissions": { "default": { "net": ["a.com"] } } } // fine`,
  });
  const { packs: [bad, commented] } = await discoverNodepacks(packs.dir);
  expect(bad.pack).toMatchObject({ imports: {}, permissions: {} });
  expect(bad.problems).toEqual([{
    pack: "bad",
    file: "nodepacks/bad/deno.json",
    line: 2,
    message: "This is no valid JSON: Unexpected token",
  }]);
  expect(commented.problems).toEqual([]);
  expect(commented.pack.permissions).toEqual({ net: ["a.com"] });
});

Deno.test("discoverNodepacks() says which folder cannot be read", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "",
    "a/secret/data.json": "",
    "b/ops.ts": "",
  });
  // Whoever runs the tests may read every file, so another process is told that it may not.
  const script = join(packs.dir, "..", "discover.ts");
  await Deno.writeTextFile(
    script,
    `import { discoverNodepacks } from ${
      JSON.stringify(import.meta.resolve("@/engine/catalog/discover.ts"))
    };
    const { packs, problems } = await discoverNodepacks(Deno.args[0]);
    console.log(JSON.stringify([packs.map(({ problems }) => problems), problems]));`,
  );
  const problemsWithout = async (denied: string): Promise<unknown> => {
    const config = new URL("../../../deno.npm.json", import.meta.url).pathname;
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--no-check",
        "--no-lock",
        `--config=${config}`,
        "--allow-read",
        `--deny-read=${denied}`,
        script,
        packs.dir,
      ],
    }).output();
    const text = new TextDecoder();
    if (!success) throw new Error(text.decode(stderr));
    return JSON.parse(text.decode(stdout));
  };
  expect(await problemsWithout(packs.dir)).toEqual([[], [{
    message: expect.stringMatching(/^The nodepacks folder .* cannot be read: /),
  }]]);
  expect(await problemsWithout(join(packs.dir, "a", "secret"))).toEqual([
    [[{ pack: "a", message: expect.stringMatching(/^The folder secret cannot be read: /) }], []],
    [],
  ]);
});

Deno.test("discoverNodepacks() gives a version that changes with what is imported as data", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": `
      import prompt from "./prompt.txt" with { type: "text" };
      import table from "table" with { type: "bytes" };
      import "../_shared/more.ts";
      export function f(): string { return prompt; }
    `,
    "p/deno.json": `{"imports": {"table": "./table.bin"}}`,
    "p/prompt.txt": "one",
    "p/table.bin": "one",
    "p/readme.md": "one",
    "_shared/more.ts": `import module from "./more.wasm";`,
    "_shared/more.wasm": "one",
  });
  const versionOf = async () => (await discoverNodepacks(packs.dir)).packs[0].pack.version;
  const versions = [await versionOf()];
  for (const file of ["p/prompt.txt", "p/table.bin", "_shared/more.wasm"]) {
    await packs.write({ [file]: "two" });
    versions.push(await versionOf());
  }
  expect(new Set(versions).size).toBe(4);
  await packs.write({ "p/readme.md": "two" });
  expect(await versionOf()).toBe(versions[3]);
  const [{ imported }] = (await discoverNodepacks(packs.dir)).packs;
  expect(imported).toEqual(["_shared/more.wasm", "p/prompt.txt", "p/table.bin"]);
});
