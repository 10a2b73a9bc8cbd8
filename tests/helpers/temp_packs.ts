import { dirname, join } from "node:path";

/** A folder of nodepacks that is deleted when it is disposed of. */
export interface TempPacks extends AsyncDisposable {
  /** Absolute path, without links. */
  readonly dir: string;
  /** Writes files by their path in the folder, and folders above them. */
  write(files: Record<string, string>): Promise<void>;
  /** Deletes a file or folder by its path in the folder. */
  remove(path: string): Promise<void>;
}

/** Makes a folder named `nodepacks` with these files in it. */
export async function tempPacks(files: Record<string, string> = {}): Promise<TempPacks> {
  const parent = await Deno.realPath(await Deno.makeTempDir({ prefix: "psynapse-test-" }));
  const dir = join(parent, "nodepacks");
  const packs: TempPacks = {
    dir,
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await Deno.mkdir(dirname(join(dir, path)), { recursive: true });
        await Deno.writeTextFile(join(dir, path), text);
      }
    },
    remove: (path) => Deno.remove(join(dir, path), { recursive: true }),
    [Symbol.asyncDispose]: () => Deno.remove(parent, { recursive: true }),
  };
  await Deno.mkdir(dir);
  await packs.write(files);
  return packs;
}
