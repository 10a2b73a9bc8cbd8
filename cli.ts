/**
 * The command line, and the entry of the compiled binary.
 *
 * @module
 */
import { check } from "./commands/check.ts";
import { type Command, EXIT, note, print } from "./commands/command.ts";
import { run } from "./commands/run.ts";
import { schema } from "./commands/schema.ts";
import { start } from "./commands/start.ts";
import { PsynapseError } from "./engine/core/errors.ts";

const COMMANDS: Readonly<Record<string, Command>> = { start, run, check, schema };

const HELP = `Usage: psynapse <command> [options]

Commands:
${
  Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`).join("\n")
}

psynapse <command> --help says more.`;

/**
 * Runs a command.
 *
 * @param args the command's name and what is behind it
 * @returns the exit code
 */
export async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    return print(HELP), name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    note(`There is no command "${name}".\n\n${HELP}`);
    return EXIT.usage;
  }
  try {
    return await COMMANDS[name].run(args);
  } catch (error) {
    // What the user can mend is said in a sentence, everything else with its stack.
    if (!(error instanceof PsynapseError)) throw error;
    return tell(name, error);
  }
}

function tell(command: string, error: PsynapseError): number {
  note(error.message);
  if (error.code !== "bad_config") return EXIT.failed;
  note(`psynapse ${command} --help lists the options.`);
  return EXIT.usage;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
