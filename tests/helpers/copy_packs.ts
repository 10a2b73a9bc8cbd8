import { fileURLToPath } from "node:url";

/** Where packs are copied from, by their names. */
const PACKS = {
  basic: "../../nodepacks/basic",
  data: "../../nodepacks/data",
  image: "../../nodepacks/image",
  llms: "../../nodepacks/llms",
  text: "../../nodepacks/text",
  gated: "../fixtures/nodepacks/gated",
  testing: "../fixtures/nodepacks/testing",
};

/** A pack that can be copied. */
export type PackName = keyof typeof PACKS;

/** A temporary folder of nodepacks, removed when it is disposed of. */
export interface PackFolder extends AsyncDisposable {
  /** Absolute. */
  readonly path: string;
  /** Writes a file of a pack: `write("hello/ops.ts", "export …")`. */
  write(path: string, content: string): Promise<void>;
}

/** Makes a folder of nodepacks with copies of packs of this project. */
export async function copyPacks(...names: PackName[]): Promise<PackFolder> {
  const path = await Deno.makeTempDir({ prefix: "psynapse_packs_" });
  const write = async (file: string, content: string): Promise<void> => {
    await Deno.mkdir(`${path}/${file.slice(0, file.lastIndexOf("/"))}`, { recursive: true });
    await Deno.writeTextFile(`${path}/${file}`, content);
  };
  for (const name of names) {
    const source = fileURLToPath(new URL(PACKS[name], import.meta.url));
    await Deno.mkdir(`${path}/${name}`);
    for await (const entry of Deno.readDir(source)) {
      if (entry.isFile) {
        await Deno.copyFile(`${source}/${entry.name}`, `${path}/${name}/${entry.name}`);
      }
    }
  }
  return {
    path,
    write,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
