/**
 * Runs a Deno subcommand with the right dependency config. Depends on nothing, and is run with
 * `--no-config`, so that Deno resolves no import before the choice is made.
 *
 *     deno run -A --no-config scripts/launch.ts test -A tests
 */
const [subcommand, ...rest] = Deno.args;
const { code } = await new Deno.Command(Deno.execPath(), {
  args: [subcommand, "--config=deno.npm.json", ...rest],
  stdin: "inherit",
  stdout: "inherit",
  stderr: "inherit",
}).output();
Deno.exit(code);
