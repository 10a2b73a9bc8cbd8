import { expect } from "@std/expect";
import { ensureBuilt } from "../../scripts/ensure_built.ts";

/** A project whose build writes a line each time it runs. */
async function project(): Promise<string> {
  const root = await Deno.makeTempDir();
  await Deno.writeTextFile(`${root}/deno.json`, "{}");
  await Deno.writeTextFile(
    `${root}/dev.ts`,
    `await Deno.mkdir("_fresh", { recursive: true });
     await Deno.writeTextFile("builds.txt", Deno.args.join() + "\\n", { append: true });`,
  );
  return root;
}

Deno.test("ensureBuilt() builds once for many callers, and again when a source changes", async () => {
  const root = await project();
  const config = `${root}/deno.json`;
  const builds = async () => (await Deno.readTextFile(`${root}/builds.txt`)).trim().split("\n");
  try {
    await Promise.all([1, 2, 3].map(() => ensureBuilt(root, config)));
    expect(await builds()).toEqual(["build"]);
    await Deno.mkdir(`${root}/routes`);
    await Deno.writeTextFile(`${root}/routes/index.tsx`, "");
    await ensureBuilt(root, config);
    await ensureBuilt(root, config);
    expect((await builds()).length).toBe(2);
    await Deno.remove(`${root}/_fresh`, { recursive: true });
    await ensureBuilt(root, config);
    expect((await builds()).length).toBe(3);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("ensureBuilt() throws where the build fails, and builds anew after that", async () => {
  const root = await project();
  try {
    await Deno.writeTextFile(`${root}/dev.ts`, "Deno.exit(4)");
    await expect(ensureBuilt(root, `${root}/deno.json`)).rejects.toThrow("exit code 4");
    await expect(ensureBuilt(root, `${root}/deno.json`)).rejects.toThrow("exit code 4");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
