import { errorMessage } from "../core/errors.ts";
import type { JsonValue } from "../core/json.ts";
import type { Nodepack, OpFileName } from "../catalog/types.ts";
import { DEFAULT_LIMITS, limitNote, type Limits, limitText } from "../core/limits.ts";
import { LineReader } from "../host/frames.ts";
import { parseHostMessage } from "../host/parse_host_message.ts";
import { type FromHost, type LoadedFile, PAUSE_SIGNAL, type ToHost } from "../host/protocol.ts";
import { AskedValues } from "./asked_values.ts";
import { hostVariables } from "./env_vars.ts";
import { describeEnd, isOutOfMemory } from "./host_end.ts";
import { maskedLog } from "./masked_log.ts";
import { HostConsole, LONGEST_LINE } from "./host_console.ts";
import { detectLauncher, type HostLauncher } from "./host_launchers.ts";
import type { OrphanGuard } from "./orphan_guard.ts";
import type { MemoryWatch, Watched } from "./memory_watch.ts";
import { readPipe } from "./read_pipe.ts";
import { startFailure } from "./start_failure.ts";

/** What all hosts of an engine have in common. */
export interface HostSettings {
  /** Gets what ops print, a line at a time. */
  log: (pack: string, line: string) => void;
  /** Most memory that a heap of a host may take, in MiB; that of the limits where it is not given. */
  maxHeap?: number;
  /** What hosts may use at most. */
  limits?: Pick<Limits, "memory" | "value" | "console">;
  /** Looks after the memory of hosts. */
  memory?: MemoryWatch;
  /** Ends hosts when this process is gone. */
  orphans?: OrphanGuard;
  /** How hosts are started, where it is not the way that is detected. */
  launcher?: HostLauncher;
}

/** What a host is started with. */
export interface HostOptions extends HostSettings {
  pack: Nodepack;
  /** The files that it loads, in order. */
  files: OpFileName[];
  /** Environment variables beside the server's. */
  envVars?: Record<string, string>;
  /** Tell what the files export. */
  inspect?: boolean;
}

/** Gets a host's messages, and how long they were. While a promise that it gives is open, nothing more is read. */
export type MessageListener = (message: FromHost, bytes: number) => Promise<void> | void;

const MIB = 1024 * 1024;

/** What a message of a host may take beside the value in it, in characters. */
const MESSAGE_ROOM = MIB;

/**
 * Deno keeps what code puts into `caches` on the disk, in one place for all packs, and asks for no permission. There is
 * no flag against it: with this variable it looks for a cache on a server, which is nowhere, in all threads of a host.
 */
const NO_CACHES = { DENO_CACHE_LSC_ENDPOINT: "http://0.0.0.0:0,none" };

/** A subprocess that runs the ops of one pack. */
export class HostProcess implements Watched {
  readonly pack: Nodepack;
  /** Resolves with why it ended, once it is gone and all that it said is read. Never rejects. */
  readonly ended: Promise<string>;
  /** The files, once they are loaded; with `inspect`, what is in them. Rejects when it ends before. */
  readonly ready: Promise<LoadedFile[]>;
  /** The file that it loads, until it is ready. */
  loading: OpFileName | undefined;
  hasEnded = false;
  /** The limit that it went over, where that is its end; completes `Node "x" …`. */
  exceeded: string | undefined;
  /** Undefined when it could not be started. */
  readonly #process: Deno.ChildProcess | undefined;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  readonly #secret = crypto.getRandomValues(new Uint8Array(12)).toBase64();
  readonly #log: HostOptions["log"];
  readonly #limits: NonNullable<HostSettings["limits"]>;
  readonly #console: HostConsole;
  /** Whether its heap is bound by the limit on its memory, and not by another one. */
  readonly #boundsHeap: boolean;
  readonly #ready = Promise.withResolvers<LoadedFile[]>();
  #listener: MessageListener | undefined;
  #onEnd: ((reason: string) => void) | undefined;
  #isReady = false;
  #broken: string | undefined;
  #runs = 0;
  readonly #asked = new AskedValues();

  constructor(options: HostOptions) {
    const { pack, files, inspect = false, launcher = detectLauncher() } = options;
    const { limits = DEFAULT_LIMITS, memory, orphans } = options;
    this.pack = pack;
    const log = this.#log = maskedLog(options);
    this.#limits = limits;
    this.#console = new HostConsole(limits, (line) => log(pack.name, line));
    this.#boundsHeap = options.maxHeap === undefined && limits.memory !== Infinity;
    const maxHeap = this.#boundsHeap ? Math.floor(limits.memory / MIB) : options.maxHeap;
    this.ready = this.#ready.promise;
    this.ready.catch(() => {});
    try {
      const { command, args, ...threads } = launcher.command(pack, maxHeap);
      this.#process = new Deno.Command(command, {
        args,
        env: { ...hostVariables(pack.permissions, options.envVars ?? {}), ...NO_CACHES },
        clearEnv: true,
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
        // A process group of its own: what ops start is ended with it.
        detached: true,
      }).spawn();
      this.#writer = this.#process.stdin.getWriter();
      this.ended = this.#watch(this.#process);
      const mostValue = limits.value === Infinity ? undefined : limits.value;
      this.send({ type: "start", secret: this.#secret, files, inspect, ...threads, mostValue });
      memory?.add(this);
      const group = this.pid;
      orphans?.add(group);
      void this.ended.then(() => {
        memory?.remove(this);
        orphans?.remove(group);
      });
    } catch (error) {
      // To whoever waits for it, it is one that ended at once.
      this.ended = Promise.resolve(this.#end(`it could not be started: ${startFailure(error)}`));
    }
  }

  /** Process id; 0 when it could not be started. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Whether it works for a run, or loads its pack. */
  get isBusy(): boolean {
    return !this.#isReady || this.#listener !== undefined;
  }

  /** How many runs it has worked for. */
  get runs(): number {
    return this.#runs;
  }

  /** Another run begins; gives its number. */
  beginRun(): number {
    this.#console.begin();
    return ++this.#runs;
  }

  /** It uses more memory than it may. */
  tooLarge(): void {
    this.#exceed(wentOver("memory", this.#limits));
  }

  #exceed(what: string): void {
    this.exceeded ??= what;
    this.end(`it ${what}`);
  }

  /**
   * Directs its messages, and the reason of its end, from now on. What listened before is let go of: a host outlives
   * the runs that it works for by far.
   */
  listen(listener: MessageListener | undefined, onEnd?: (reason: string) => void): void {
    this.#listener = listener;
    this.#onEnd = this.hasEnded ? undefined : onEnd;
    if (this.hasEnded && onEnd) void this.ended.then(onEnd);
  }

  /** Sends a message. What cannot be sent is noticed as its end. */
  send(message: ToHost): void {
    this.#writer?.write(encoder.encode(`${JSON.stringify(message)}\n`)).catch(() => {});
  }

  /** Asks for all of a value that it has told a preview of; undefined when it does not have it, or not in time. */
  valueOf(run: number, node: number): Promise<JsonValue | undefined> {
    if (this.hasEnded) return Promise.resolve(undefined);
    return this.#asked.ask((id) => this.send({ type: "value", id, run, node }));
  }

  /** Whether {@link pause} can be of use. */
  static readonly canPause = Deno.build.os !== "windows";

  /** Asks it to begin no further node; it answers with `paused`. */
  pause(): void {
    if (this.#process === undefined || this.hasEnded) return;
    try {
      Deno.kill(this.#process.pid, PAUSE_SIGNAL);
    } catch {
      // It has just ended, which is told elsewhere.
    }
  }

  /**
   * Ends it by force; resolves when it is gone. Its listener hears no more of it.
   *
   * @param reason what {@link ended} tells, where it is not the signal
   */
  async kill(reason?: string): Promise<void> {
    this.end(reason);
    // Nobody waits for what it has still to say: let go of a listener that holds the reading back.
    this.#listener = undefined;
    await this.#process?.status;
  }

  /** Ends it by force; its listener hears what it has said before. */
  end(reason?: string): void {
    if (reason !== undefined && !this.hasEnded) {
      this.#log(this.pack.name, `Its host is ended: ${reason}`);
      this.#broken ??= reason;
    }
    this.#killGroup();
  }

  #killGroup(): void {
    // Its id may be another's by now.
    if (this.#process === undefined || this.hasEnded) return;
    try {
      if (Deno.build.os === "windows") this.#process.kill("SIGKILL");
      else Deno.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // Nothing of it was left.
    }
  }

  async #watch({ stdout, stderr, status: left }: Deno.ChildProcess): Promise<string> {
    const errors = this.#console.read(readPipe(stderr, left), new LineReader()).catch(() => {});
    const messages = this.#readMessages(readPipe(stdout, left));
    const status = await left;
    // Processes that ops started may outlive it, and hold its pipes open.
    this.#killGroup();
    await Promise.all([messages, errors]);
    this.#writer?.abort().catch(() => {});
    const { lastWords } = this.#console;
    if (this.#boundsHeap && this.#broken === undefined && isOutOfMemory(lastWords)) {
      this.exceeded = wentOver("memory", this.#limits);
      return this.#end(`it ${this.exceeded}`);
    }
    return this.#end(this.#broken ?? describeEnd(status, lastWords, this.#isReady));
  }

  #end(reason: string): string {
    this.hasEnded = true;
    this.#asked.end();
    this.#ready.reject(new Error(reason));
    queueMicrotask(() => this.#onEnd?.(reason));
    return reason;
  }

  async #readMessages(stdout: AsyncIterable<Uint8Array>): Promise<void> {
    const reader = new LineReader();
    let isMessage: boolean | undefined;
    try {
      for await (const bytes of stdout) {
        for (const line of reader.push(bytes)) {
          isMessage = undefined;
          if (!line.startsWith(this.#secret)) this.#console.print(line);
          else await this.#receive(line.slice(this.#secret.length));
        }
        if (reader.pending <= LONGEST_LINE) continue;
        isMessage ??= reader.begins(this.#secret);
        if (!isMessage) this.#console.print(reader.take());
        else if (reader.pending > this.#limits.value + MESSAGE_ROOM) {
          return this.#exceed(wentOver("value", this.#limits));
        }
      }
    } catch (error) {
      this.#broken ??= errorMessage(error);
      await this.kill();
    }
  }

  #receive(line: string): Promise<void> | void {
    const message = parseHostMessage(line);
    if (message.type === "value") this.#asked.answer(message.id, message.value);
    else if (message.type === "loading") this.loading = message.file;
    else if (message.type === "ready") {
      this.loading = undefined;
      this.#isReady = true;
      this.#ready.resolve(message.files);
    } else return this.#listener?.(message, line.length);
  }
}

/** What a host did that went over a limit; completes `Node "x" …`. */
function wentOver(limit: "memory" | "value", limits: Pick<Limits, "memory" | "value">): string {
  const most = limitText(limit, limits[limit]);
  return limit === "memory"
    ? `used more than ${most} of memory ${limitNote(limit)}`
    : `put out more than ${most} at once ${limitNote(limit)}`;
}

const encoder = new TextEncoder();
