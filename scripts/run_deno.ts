/**
 * Runs Deno as a child that stands in for this process: same terminal, same signals, same exit code.
 *
 * @param args arguments after `deno`
 * @param options `cwd`, and environment variables to add
 * @returns the exit code; 128 plus the signal's number where a signal ended it
 */
export async function runDeno(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; quiet?: boolean },
): Promise<number> {
  const output = options.quiet ? "null" : "inherit";
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: options.cwd,
    env: options.env,
    stdin: "inherit",
    stdout: output,
    stderr: "inherit",
  }).spawn();
  // A terminal's Ctrl-C reaches the child by itself, so this only has to outlive it. Other signals
  // are sent to this process alone, and are passed on.
  const forwarders = FORWARDED.map((signal) => {
    const forward = () => signal === "SIGINT" ? undefined : child.kill(signal);
    Deno.addSignalListener(signal, forward);
    return () => Deno.removeSignalListener(signal, forward);
  });
  try {
    const { code } = await child.status;
    return code;
  } finally {
    for (const remove of forwarders) remove();
  }
}

const FORWARDED: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];
