import { fileURLToPath } from "node:url";

/** The packs: all three are copies of the same fixture, so that graphs go from host to host. */
export const PACKS = ["alpha", "beta", "gamma"] as const;

/** A folder with {@link PACKS}, removed when it is disposed of. */
export interface FaultPacks extends AsyncDisposable {
  readonly path: string;
}

/** Makes the folder. */
export async function faultPacks(): Promise<FaultPacks> {
  const source = fileURLToPath(new URL("../../fixtures/nodepacks/faults", import.meta.url));
  const path = await Deno.makeTempDir({ prefix: "psynapse_faults_" });
  for (const pack of PACKS) {
    await Deno.mkdir(`${path}/${pack}`);
    for await (const { name } of Deno.readDir(source)) {
      await Deno.copyFile(`${source}/${name}`, `${path}/${pack}/${name}`);
    }
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
