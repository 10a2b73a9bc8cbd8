import { NODEPACK_OPTIONS, parseFlags } from "../config.ts";
import { type Command, EXIT, note, print } from "./command.ts";
import { problemLine } from "../server/problem_line.ts";
import { withEngine } from "./with_engine.ts";

const HELP = `Usage: psynapse schema [options]

Prints the schemas of all ops as JSON, as GET /get_schema does. What could not be loaded is printed to
standard error.

Options:
  --nodepack-dir <folder>  folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  -h, --help               this text`;

/** `psynapse schema` */
export const schema: Command = {
  help: HELP,
  async run(args) {
    const { values } = parseFlags(args, NODEPACK_OPTIONS, { positionals: 0 });
    if (values.help) return print(HELP), EXIT.ok;
    const catalog = await withEngine(values["nodepack-dir"], (engine) => engine.catalog());
    for (const problem of catalog.problems) note(problemLine(problem));
    print(JSON.stringify(catalog.ops.map((op) => op.schema), null, 2));
    return EXIT.ok;
  },
};
