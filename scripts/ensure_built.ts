import { fingerprint } from "./fingerprint.ts";
import { STATE_FOLDER } from "./install.ts";
import { runDeno } from "./run_deno.ts";

/** Everything that a build is made of. */
const INPUTS = [
  "deno.json",
  "deno.npm.json",
  "deno.npm.lock",
  "deno.lock",
  "dev.ts",
  "main.ts",
  "utils.ts",
  "config.ts",
  "client",
  "components",
  "engine",
  "islands",
  "links",
  "routes",
  "scripts",
  "static",
];

const BUILT = "_fresh/inputs.txt";

/**
 * Builds `_fresh/` where it is missing, or older than its sources. Of several callers at a time, in
 * this process or others, one builds and the others wait.
 *
 * @param root project folder, absolute
 * @param config the config file to build with, absolute
 * @throws where the build fails; esbuild or Deno has said why by then
 */
export async function ensureBuilt(root: string, config: string): Promise<void> {
  await Deno.mkdir(`${root}/${STATE_FOLDER}`, { recursive: true });
  using lock = await Deno.open(`${root}/${STATE_FOLDER}/build.lock`, { create: true, write: true });
  await lock.lock(true);
  const inputs = `${config} ${await fingerprint(root, INPUTS)}`;
  if (await builtFrom(root) === inputs) return;
  const args = ["run", "--quiet", "-A", `--config=${config}`, "dev.ts", "build"];
  const code = await runDeno(args, { cwd: root, quiet: true });
  if (code !== 0) throw new Error(`The build failed with exit code ${code}, see above.`);
  await Deno.writeTextFile(`${root}/${BUILT}`, inputs);
}

async function builtFrom(root: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(`${root}/${BUILT}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
