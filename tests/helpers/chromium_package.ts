import { fileURLToPath } from "node:url";

/** A browser's executable, and the environment variables it needs. */
export interface BrowserProgram {
  path: string;
  env: Record<string, string>;
}

const VERSION = "153.0.0";
const HERE = fileURLToPath(new URL(".", import.meta.url));
const STATE = fileURLToPath(new URL("../../node_modules/.psynapse", import.meta.url));

/**
 * The Chromium of npm:@sparticuz/chromium, unpacked once into `node_modules`. The package unpacks to
 * the temporary folder without a care for others who do so at the same time, so it is given one of
 * its own, which is then put in place in one step.
 *
 * @throws where the package cannot be had, or holds no browser for this machine
 */
export async function chromiumFromPackage(): Promise<BrowserProgram> {
  const folder = `${STATE}/chromium-${VERSION}`;
  if (!await exists(folder)) await unpack(folder);
  return { path: `${folder}/chromium`, env: await librariesFor(folder) };
}

async function unpack(folder: string): Promise<void> {
  await Deno.mkdir(STATE, { recursive: true });
  const own = await Deno.makeTempDir({ dir: STATE, prefix: "unpack-" });
  try {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--quiet", "--no-config", "--node-modules-dir=none"],
        ...["--frozen", `--lock=${HERE}chromium.lock`],
        `${HERE}unpack_chromium.ts`,
        `npm:@sparticuz/chromium@${VERSION}`,
      ],
      env: { TMPDIR: own },
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    await Deno.rename(own, folder);
  } catch (error) {
    // Somebody else was quicker: theirs is as good.
    if (!await exists(folder)) throw error;
  } finally {
    if (await exists(own)) await Deno.remove(own, { recursive: true });
  }
}

/** Where the system lacks a library that the browser links to, the package's own serve. */
async function librariesFor(folder: string): Promise<Record<string, string>> {
  const plain = await new Deno.Command(`${folder}/chromium`, { args: ["--version"] }).output();
  if (plain.success) return {};
  return { LD_LIBRARY_PATH: `${folder}/al2023/lib`, FONTCONFIG_PATH: `${folder}/fonts` };
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
