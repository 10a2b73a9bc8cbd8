import { NODEPACK_OPTIONS, parseFlags } from "../config.ts";
import { type Command, EXIT, note, print } from "./command.ts";
import { isStrongPermission } from "../engine/core/permission_words.ts";
import { PsynapseError } from "../engine/core/errors.ts";
import { listPacks, type PackListing } from "../server/pack_listing.ts";
import { problemLine } from "../server/problem_line.ts";
import { withEngine } from "./with_engine.ts";

const HELP = `Usage: psynapse schema [options]

Prints the schemas of all ops as JSON, as GET /get_schema does. What could not be loaded is printed to
standard error.

Options:
  --permissions            instead, what each nodepack may do, in words
  --json                   with --permissions: as JSON, as GET /packs does
  --nodepack-dir <folder>  folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  -h, --help               this text`;

const OPTIONS = {
  ...NODEPACK_OPTIONS,
  permissions: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** A pack's name, and below it what it may do: what has no bounds is marked. */
function permissionLines({ name, permissions }: PackListing): string {
  const lines = permissions.map((it) => `  ${isStrongPermission(it) ? "!" : "-"} ${it}`);
  return [printable(name), ...lines.map(printable)].join("\n");
}

/** Without what would move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, "\ufffd");
}

/** `psynapse schema` */
export const schema: Command = {
  help: HELP,
  async run(args) {
    const { values } = parseFlags(args, OPTIONS, { positionals: 0 });
    if (values.help) return print(HELP), EXIT.ok;
    if (values.json && !values.permissions) {
      throw new PsynapseError("bad_config", "--json is for --permissions: schemas are always JSON");
    }
    const catalog = await withEngine(values["nodepack-dir"], (engine) => engine.catalog());
    for (const problem of catalog.problems) note(problemLine(problem));
    if (!values.permissions) {
      print(JSON.stringify(catalog.ops.map((op) => op.schema), null, 2));
    } else if (values.json) print(JSON.stringify(listPacks(catalog), null, 2));
    else for (const pack of listPacks(catalog)) print(permissionLines(pack));
    return EXIT.ok;
  },
};
