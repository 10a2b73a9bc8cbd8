import { errorMessage } from "../core/errors.ts";

/**
 * What the guard runs: it hears `+<group>` and `-<group>`, one a line, and when nothing more can come it ends the
 * groups that are left.
 */
const SCRIPT = `trap '' HUP INT TERM
groups=' '
while read -r line; do
  group=\${line#?}
  case $line in
    +*) groups="$groups$group " ;;
    -*) case $groups in
      *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;;
    esac ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done`;

/**
 * Ends hosts, and the processes that ops have started in them, when this process ends without doing so: by SIGKILL,
 * say. A host notices by itself that its server is gone, but its ops' processes do not, and a host may not end what
 * it has no permission for. So a process of its own, a shell of about 1 MiB, waits for the end of this one.
 */
export class OrphanGuard {
  readonly #groups = new Set<number>();
  #process: Deno.ChildProcess | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  /** There is nothing to start it with, or no need any more. */
  #isOff = Deno.build.os === "windows";

  /** @param log gets what keeps the guard from its work */
  constructor(private readonly log: (line: string) => void) {}

  /** Its process, while there is one. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Looks after a process group from now on. Starts the guard where there is none, or none any more. */
  add(group: number): void {
    this.#groups.add(group);
    if (this.#process) this.#tell(`+${group}`);
    else if (!this.#isOff) this.#start();
  }

  /** A process group has ended: its number may be another's soon. */
  remove(group: number): void {
    this.#groups.delete(group);
    this.#tell(`-${group}`);
  }

  /** Ends the guard, and with it the groups that it still looks after. */
  async close(): Promise<void> {
    this.#isOff = true;
    const process = this.#process;
    process?.ref();
    await this.#writer?.close().catch(() => {}); // It has ended already.
    await process?.status;
  }

  #start(): void {
    try {
      const process = this.#process = new Deno.Command("/bin/sh", {
        args: ["-c", SCRIPT],
        clearEnv: true,
        stdin: "piped",
        stdout: "null",
        stderr: "null",
        // Not in the group of this process: what is sent to that as a whole is not for the guard.
        detached: true,
      }).spawn();
      process.unref();
      this.#writer = process.stdin.getWriter();
      void process.status.then(() => {
        this.#process = this.#writer = undefined;
      });
      for (const group of this.#groups) this.#tell(`+${group}`);
    } catch (error) {
      this.#isOff = true;
      this.log(
        `Processes that ops start may outlive a server that is killed: ${errorMessage(error)}`,
      );
    }
  }

  #tell(line: string): void {
    // A guard that has ended is started again with the next group.
    this.#writer?.write(encoder.encode(`${line}\n`)).catch(() => {});
  }
}

const encoder = new TextEncoder();
