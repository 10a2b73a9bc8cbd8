import { join } from "node:path";
import { NODEPACK_OPTIONS, nodepackFolder, parseFlags } from "../config.ts";
import { errorMessage, PsynapseError } from "../engine/core/errors.ts";
import { processSource } from "../server/environment.ts";
import { type Command, EXIT, print } from "./command.ts";
import { packFiles } from "./pack_template.ts";

const HELP = `Usage: psynapse new <nodepack> [options]

Writes a nodepack with an op of each kind, its test, and its permissions. The name has letters, digits
and "_", and begins with a letter. Nothing that is there is overwritten.

Options:
  --nodepack-dir <folder>  folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  -h, --help               this text`;

/** `psynapse new` */
export const newPack: Command = {
  help: HELP,
  async run(args) {
    const { values, positionals } = parseFlags(args, NODEPACK_OPTIONS, { positionals: 1 });
    if (values.help) return print(HELP), EXIT.ok;
    const name = packName(positionals[0]);
    const folder = nodepackFolder(processSource([]), values["nodepack-dir"]);
    const dir = join(folder, name);
    await writeNew(dir, packFiles(name));
    print(`Wrote ${dir}. Next: psynapse test ${name}`);
    return EXIT.ok;
  },
};

function packName(name: string | undefined): string {
  if (name === undefined) throw new PsynapseError("bad_config", "Name the new nodepack");
  if (/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) return name;
  throw new PsynapseError(
    "bad_config",
    `"${name}" is no name for a nodepack: it has letters, digits and "_", and begins with a letter`,
  );
}

/** Writes files into a folder that is not there yet. */
async function writeNew(dir: string, files: Record<string, string>): Promise<void> {
  try {
    await Deno.mkdir(join(dir, ".."), { recursive: true });
    // Fails where there is anything of that name.
    await Deno.mkdir(dir);
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(dir, name), text, { createNew: true });
    }
  } catch (cause) {
    const message = cause instanceof Deno.errors.AlreadyExists
      ? `There is something at ${dir} already; nothing was written`
      : `${dir} cannot be written: ${errorMessage(cause)}`;
    throw new PsynapseError("catalog", message, { cause });
  }
}
