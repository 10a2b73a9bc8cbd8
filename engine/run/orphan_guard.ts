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
  #process: Deno.ChildProcess | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #isTried = false;

  /** @param log gets what keeps the guard from its work */
  constructor(private readonly log: (line: string) => void) {}

  /** Looks after a process group from now on. The first one starts the guard. */
  add(group: number): void {
    if (!this.#isTried) this.#start();
    this.#tell(`+${group}`);
  }

  /** A process group has ended: its number may be another's soon. */
  remove(group: number): void {
    this.#tell(`-${group}`);
  }

  /** Ends the guard, and with it the groups that it still looks after. */
  async close(): Promise<void> {
    this.#isTried = true;
    this.#process?.ref();
    await this.#writer?.close().catch(() => {}); // It has ended already.
    await this.#process?.status;
  }

  #start(): void {
    this.#isTried = true;
    if (Deno.build.os === "windows") return;
    try {
      this.#process = new Deno.Command("/bin/sh", {
        args: ["-c", SCRIPT],
        clearEnv: true,
        stdin: "piped",
        stdout: "null",
        stderr: "null",
        // Not in the group of this process: what is sent to that as a whole is not for the guard.
        detached: true,
      }).spawn();
      this.#process.unref();
      this.#writer = this.#process.stdin.getWriter();
    } catch (error) {
      this.log(
        `Processes that ops start may outlive a server that is killed: ${errorMessage(error)}`,
      );
    }
  }

  #tell(line: string): void {
    // A guard that is gone can only be done without.
    this.#writer?.write(encoder.encode(`${line}\n`)).catch(() => {});
  }
}

const encoder = new TextEncoder();
