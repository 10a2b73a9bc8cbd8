import { fileURLToPath } from "node:url";
import type { CheckAnswer, CheckFailure, CheckMessage, PacksMessage } from "./protocol.ts";
import { TextLineStream } from "./text_lines.ts";

/** Most memory of the process's heap, in MiB. */
const MAX_HEAP = 768;

/** What the process may read beside its own modules. */
export interface CompilerFolders {
  /** The `lib` of the compiler's package. */
  lib: string;
  /** Folder of the nodepacks. */
  nodepacks: string;
}

/** The process of the compiler: it may read what its work is about, and nothing else. */
export class CompilerProcess {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #waiting = new Map<number, PromiseWithResolvers<CheckAnswer>>();
  readonly #reading: Promise<void>;
  #next = 0;
  #hasEnded = false;

  /** @throws where no process can be started */
  constructor({ lib, nodepacks }: CompilerFolders) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        ...["--quiet", "--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"],
        ...["--node-modules-dir=none", `--v8-flags=--max-old-space-size=${MAX_HEAP}`],
        `--allow-read=${[lib, nodepacks].map(escapeComma).join(",")}`,
        fileURLToPath(new URL("./entry.ts", import.meta.url)),
        lib,
      ],
      clearEnv: true,
      env: inherited(["DENO_DIR", "HOME", "PATH", "XDG_CACHE_HOME", "TMPDIR"]),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    // It must not keep a server that leaves; close() waits for it.
    this.#child.unref();
    this.#writer = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  /** Whether it is gone, or will be. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Tells what the packs are. */
  tell(message: PacksMessage): void {
    this.#write(message);
  }

  /** @throws where the compiler fails, or the process ends before it has answered */
  ask(message: Omit<CheckMessage, "id">): Promise<CheckAnswer> {
    const id = this.#next++;
    const waiter = Promise.withResolvers<CheckAnswer>();
    if (this.#hasEnded) waiter.reject(new Error(GONE));
    else this.#waiting.set(id, waiter);
    this.#write({ ...message, id });
    return waiter.promise;
  }

  /** Ends it; resolves when it has. Safe to call twice. */
  async close(): Promise<void> {
    this.#child.ref();
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#child.kill("SIGKILL");
    }
    await this.#child.status;
    await this.#reading;
    await this.#writer.abort().catch(() => {}); // Its other end is gone.
  }

  #write(message: CheckMessage | PacksMessage): void {
    // A process that is gone is noticed where its answers are read.
    this.#writer.write(encoder.encode(JSON.stringify(message) + "\n")).catch(() => {});
  }

  async #read(): Promise<void> {
    const lines = this.#child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream());
    try {
      for await (const line of lines) this.#settle(JSON.parse(line));
    } finally {
      this.#hasEnded = true;
      for (const waiter of this.#waiting.values()) waiter.reject(new Error(GONE));
      this.#waiting.clear();
    }
  }

  #settle(answer: CheckAnswer | CheckFailure): void {
    const waiter = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("error" in answer) waiter?.reject(new Error(answer.error));
    else waiter?.resolve(answer);
  }
}

const GONE = "The process of the compiler has ended";
const encoder = new TextEncoder();

/** Flags separate paths with commas. */
function escapeComma(path: string): string {
  return path.replaceAll(",", ",,");
}

function inherited(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
