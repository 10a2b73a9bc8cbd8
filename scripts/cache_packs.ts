import { runDeno } from "./run_deno.ts";

/**
 * Brings the npm packages that nodepacks import into Deno's cache, so that op hosts can run offline:
 * they are started without config and `node_modules`, with an import map made from their pack's
 * `deno.json`. Each pack has a lock file of its own, `deno.lock` beside its `deno.json`.
 *
 * @param folder the folder of nodepacks; may be missing
 * @param frozen whether a lock file that does not fit is an error
 * @throws where packages cannot be had; Deno has said why by then
 */
export async function cachePacks(folder: string, frozen: boolean): Promise<void> {
  for (const { path, packages } of await packsWithPackages(folder)) {
    const args = ["cache", "--quiet", "--no-config", "--node-modules-dir=none", "--lock=deno.lock"];
    if (frozen) args.push("--frozen");
    const code = await runDeno([...args, ...packages], { cwd: path });
    if (code !== 0) {
      throw new Error(`Cannot get the npm packages of the nodepack ${path}, see above.`);
    }
  }
}

async function packsWithPackages(folder: string): Promise<{ path: string; packages: string[] }[]> {
  const packs: { path: string; packages: string[] }[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory) continue;
      const packages = await packagesOf(`${folder}/${name}/deno.json`);
      if (packages.length > 0) packs.push({ path: `${folder}/${name}`, packages });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return packs;
}

/** The npm specifiers in a config's `imports`; none where there is no config. */
async function packagesOf(path: string): Promise<string[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not valid JSON`, { cause });
  }
  const targets: unknown[] = Object.values(Object(Object(config).imports));
  return targets.filter((target): target is string => {
    return typeof target === "string" && target.startsWith("npm:");
  });
}
