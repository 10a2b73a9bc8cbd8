import { join } from "node:path";
import { expect } from "@std/expect";
import { FolderWatcher } from "@/engine/catalog/folder_watcher.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

/** Waits until changes of all these entries were told. */
async function told(watcher: FolderWatcher, ...names: string[]): Promise<void> {
  const missing = new Set(names);
  while (missing.size > 0) {
    const changed = await watcher.next();
    if (changed === undefined) throw new Error("The watcher is closed");
    for (const name of changed) missing.delete(name);
  }
}

Deno.test("FolderWatcher.next() gives the entries in which something changed", async () => {
  await using packs = await tempPacks({ "a/deep/ops.ts": "", "b/ops.ts": "" });
  await using watcher = new FolderWatcher(packs.dir, { quiet: 10 });
  await packs.write({ "a/deep/ops.ts": "1" });
  expect(await watcher.next()).toEqual(new Set(["a"]));
  await packs.write({ "b/ops.ts": "1", "c/ops.ts": "1" });
  await told(watcher, "b", "c");
  await packs.remove("a");
  await told(watcher, "a");
});

Deno.test("FolderWatcher.next() leaves out changes that do not count, and reading", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "", "c/d.ts": "" });
  await using watcher = new FolderWatcher(packs.dir, {
    quiet: 10,
    counts: (path) => path === join("c", "d.ts"),
  });
  await Deno.readTextFile(join(packs.dir, "a/ops.ts"));
  await packs.write({ "b.md": "1", "c/d.md": "1", "c/d.ts": "1" });
  expect(await watcher.next()).toEqual(new Set(["c"]));
});

Deno.test("FolderWatcher.next() tells changes that go on and on after a while", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "" });
  // Without an end, the quiet time would never come.
  await using watcher = new FolderWatcher(packs.dir, { quiet: 100_000, longest: 20 });
  await packs.write({ "a/ops.ts": "1" });
  expect(await watcher.next()).toEqual(new Set(["a"]));
});

Deno.test("FolderWatcher.next() sees a folder come, go and come again", async () => {
  await using packs = await tempPacks();
  const path = join(packs.dir, "outer", "inner", "a", "ops.ts");
  await using watcher = new FolderWatcher(join(packs.dir, "outer", "inner"), { quiet: 10 });
  // What counts is that after the last change there is a call to look again.
  const untilRead = async (wanted: string | undefined): Promise<void> => {
    do await watcher.next(); while (await readIfThere(path) !== wanted);
  };
  for (const round of ["1", "2", "3"]) {
    await packs.write({ "outer/inner/a/ops.ts": round });
    await untilRead(round);
    await packs.write({ "outer/inner/a/ops.ts": `${round} again` });
    await untilRead(`${round} again`);
    await packs.remove(round === "2" ? "outer/inner" : "outer");
    await untilRead(undefined);
  }
});

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("FolderWatcher ends when it is disposed of, also twice", async () => {
  await using packs = await tempPacks();
  const watcher = new FolderWatcher(packs.dir);
  const waiting = watcher.next();
  await watcher[Symbol.asyncDispose]();
  await watcher[Symbol.asyncDispose]();
  expect(await waiting).toBe(undefined);
  expect(await watcher.next()).toBe(undefined);
});
