import {
  chooseMode,
  CONFIG_FILES,
  DEPS_VARIABLE,
  type DepsMode,
  type DepsRecord,
  describeChoice,
  jsrAnswers,
  parseRecord,
} from "./deps_mode.ts";
import { fingerprint } from "./fingerprint.ts";
import { runDeno } from "./run_deno.ts";

/** Folder for what the scripts remember about this checkout. */
export const STATE_FOLDER = "node_modules/.psynapse";

/**
 * For Linux's resolver, which otherwise waits five seconds for a lost answer. An installation asks
 * hundreds of times at once, so that some answers do get lost: 11 seconds instead of 30 were seen.
 */
const IMPATIENT_DNS = "timeout:1 attempts:5";

const RECORD = `${STATE_FOLDER}/deps.json`;

/**
 * Chooses where dependencies come from, says so on stderr, and installs them where they are not.
 *
 * @param root project folder, absolute
 * @returns the mode that is installed
 * @throws where an installation fails; Deno has said why by then
 */
export async function ensureInstalled(root: string): Promise<DepsMode> {
  const wanted = await fingerprint(root, await configFiles(root));
  const record = await readRecord(`${root}/${RECORD}`);
  const installed = record?.fingerprint === wanted ? record : null;
  const forced = Deno.env.get(DEPS_VARIABLE);
  const choice = await chooseMode({ forced, installed, now: Date.now(), jsrAnswers });
  console.error(describeChoice(choice));
  if (installed?.mode === choice.mode) return choice.mode;

  console.error("Installing what is missing; the first time takes half a minute");
  await install(root, choice.mode);
  await Deno.mkdir(`${root}/${STATE_FOLDER}`, { recursive: true });
  // An installation may have written a lock file, so what counts is what is there now.
  const done: DepsRecord = {
    mode: choice.mode,
    fingerprint: await fingerprint(root, await configFiles(root)),
    installedAt: Date.now(),
  };
  await Deno.writeTextFile(`${root}/${RECORD}`, JSON.stringify(done));
  return choice.mode;
}

/**
 * Whether Deno must follow the mode's lock file, as it must in CI. JSR's lock file is the first user's
 * to make: where there is none yet, there is nothing to follow.
 */
export async function isFrozen(root: string, mode: DepsMode): Promise<boolean> {
  if (["", "0", "false"].includes(Deno.env.get("CI") ?? "")) return false;
  return mode === "npm" || await exists(`${root}/deno.lock`);
}

async function install(root: string, mode: DepsMode): Promise<void> {
  const frozen = await isFrozen(root, mode);
  const args = ["install", "--quiet", `--config=${root}/${CONFIG_FILES[mode]}`];
  const env = { RES_OPTIONS: Deno.env.get("RES_OPTIONS") ?? IMPATIENT_DNS };
  const code = await runDeno(frozen ? [...args, "--frozen"] : args, { cwd: root, env });
  if (code !== 0) throw new Error(`"deno install" failed with exit code ${code}, see above.`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function configFiles(root: string): Promise<string[]> {
  const files = ["deno.json", "deno.lock", "deno.npm.json", "deno.npm.lock"];
  for (const folder of ["links", "nodepacks"]) {
    try {
      for await (const { name, isDirectory } of Deno.readDir(`${root}/${folder}`)) {
        if (!isDirectory) continue;
        files.push(
          ...["deno.json", "deno.lock", "package.json"].map((f) => `${folder}/${name}/${f}`),
        );
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return files;
}

async function readRecord(path: string): Promise<DepsRecord | null> {
  try {
    return parseRecord(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
