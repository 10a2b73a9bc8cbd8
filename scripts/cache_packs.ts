/**
 * Brings the packages that nodepacks import into Deno's cache, so that op hosts can run offline: they
 * are started without config and `node_modules`, with an import map made from their pack's
 * `deno.json`. Each pack has a lock file of its own, `deno.lock` beside its `deno.json`.
 *
 *     deno run -A --config=… scripts/cache_packs.ts <folder of nodepacks> [--frozen]
 *
 * Exits 1 where a pack's packages cannot be had; those of the others are there nevertheless.
 *
 * @module
 */
import { discoverNodepacks } from "../engine/catalog/discover.ts";
import { runDeno } from "./run_deno.ts";

const CACHE = ["cache", "--quiet", "--no-config", "--node-modules-dir=none", "--lock=deno.lock"];

const [folder, ...flags] = Deno.args;
let exitCode = 0;
for (const { pack } of (await discoverNodepacks(folder)).packs) {
  const packages = Object.values(pack.imports).filter((target) => /^(npm|jsr):/.test(target));
  if (packages.length === 0) continue;
  const code = await runDeno([...CACHE, ...flags, ...packages], { cwd: pack.dir });
  if (code === 0) continue;
  console.error(`Cannot get the packages of the nodepack "${pack.name}", see above.`);
  exitCode = 1;
}
Deno.exit(exitCode);
