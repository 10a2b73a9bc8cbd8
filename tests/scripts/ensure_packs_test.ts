import { expect } from "@std/expect";
import { ensurePacks, namedPackFolder } from "../../scripts/ensure_packs.ts";

/** A project whose script writes a line each time it runs, and ends with the code in `code.txt`. */
async function project() {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(`${root}/scripts`);
  await Deno.mkdir(`${root}/packs/one`, { recursive: true });
  await Deno.writeTextFile(`${root}/deno.json`, "{}");
  await Deno.writeTextFile(`${root}/packs/one/deno.json`, "{}");
  await Deno.writeTextFile(`${root}/code.txt`, "0");
  await Deno.writeTextFile(
    `${root}/scripts/cache_packs.ts`,
    `await Deno.writeTextFile("runs.txt", Deno.args.join() + "\\n", { append: true });
     Deno.exit(Number(await Deno.readTextFile("code.txt")));`,
  );
  return {
    folder: `${root}/packs`,
    options: { root, config: `${root}/deno.json`, frozen: false },
    write: (path: string, text: string) => Deno.writeTextFile(`${root}/${path}`, text),
    runs: async () => (await Deno.readTextFile(`${root}/runs.txt`)).trim().split("\n"),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

Deno.test("ensurePacks() runs once, and again when a pack's config changes", async () => {
  await using test = await project();
  await ensurePacks(test.folder, test.options);
  await ensurePacks(test.folder, test.options);
  expect(await test.runs()).toEqual([test.folder]);
  await test.write("packs/one/deno.jsonc", "{}");
  await ensurePacks(test.folder, test.options);
  await ensurePacks(test.folder, test.options);
  expect(await test.runs()).toEqual([test.folder, test.folder]);
});

Deno.test("ensurePacks() goes on without packages that cannot be had, and tries again", async () => {
  await using test = await project();
  await test.write("code.txt", "1");
  await ensurePacks(test.folder, test.options);
  await ensurePacks(test.folder, test.options);
  expect((await test.runs()).length).toBe(2);
  const frozen = { ...test.options, frozen: true };
  await expect(ensurePacks(test.folder, frozen)).rejects.toThrow(`nodepacks in ${test.folder}`);
  expect((await test.runs())[2]).toBe(`${test.folder},--frozen`);
});

Deno.test("ensurePacks() leaves a folder alone that is not there, or has no configs", async () => {
  await using test = await project();
  await Deno.mkdir(`${test.options.root}/plain/one`, { recursive: true });
  await ensurePacks(`${test.options.root}/plain`, test.options);
  await ensurePacks(`${test.folder}/nowhere`, test.options);
  await ensurePacks(`${test.options.root}/deno.json`, test.options);
  await expect(test.runs()).rejects.toThrow(Deno.errors.NotFound);
});

for (
  const { args, variable, folder } of [
    { args: ["cli.ts", "start"], variable: undefined, folder: undefined },
    { args: ["cli.ts", "start", "--nodepack-dir", "mine"], variable: "x", folder: "/home/mine" },
    { args: ["cli.ts", "start", "--nodepack-dir=/mine"], variable: undefined, folder: "/mine" },
    { args: ["cli.ts", "start", "--nodepack-dir"], variable: undefined, folder: undefined },
    { args: ["cli.ts", "start"], variable: "../mine", folder: "/mine" },
  ]
) {
  Deno.test(`namedPackFolder() of ${args.join(" ")} and ${variable} is ${folder}`, () => {
    const env = (name: string) => name === "NODEPACKS_DIR" ? variable : undefined;
    expect(namedPackFolder(args, env, "/home")).toBe(folder);
  });
}
