/**
 * The command line, and the entry of the compiled binary.
 *
 * @module
 */
import { type Command, EXIT, note, print } from "./commands/command.ts";
import { PsynapseError } from "./engine/core/errors.ts";
import { HOST_ARGUMENT } from "./engine/run/host_launchers.ts";

/** Loaded when they are asked for: a command does not wait for what the others need. */
const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  start: {
    summary: "serve the editor and the API",
    load: async () => (await import("./commands/start.ts")).start,
  },
  run: {
    summary: "run a saved graph without a server",
    load: async () => (await import("./commands/run.ts")).run,
  },
  check: {
    summary: "say what is wrong with a saved graph",
    load: async () => (await import("./commands/check.ts")).check,
  },
  schema: {
    summary: "print the schemas of all ops",
    load: async () => (await import("./commands/schema.ts")).schema,
  },
  test: {
    summary: "run the examples of nodepacks",
    load: async () => (await import("./commands/test.ts")).test,
  },
  new: {
    summary: "write a new nodepack",
    load: async () => (await import("./commands/new.ts")).newPack,
  },
};

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
  const command = await COMMANDS[name].load();
  try {
    return await command.run(args);
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

if (import.meta.main) {
  if (Deno.args[0] === HOST_ARGUMENT) {
    // A binary starts its op hosts by starting itself. It lives until the server ends it.
    const { runHost } = await import("./engine/host/entry.ts");
    await runHost();
  } else {
    Deno.exit(await main(Deno.args));
  }
}
