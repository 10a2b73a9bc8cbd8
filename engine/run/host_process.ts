import { stripVTControlCharacters } from "node:util";
import { errorMessage } from "../core/errors.ts";
import type { Nodepack, OpFileName } from "../catalog/types.ts";
import { LineReader } from "../host/frames.ts";
import { parseHostMessage } from "../host/parse_host_message.ts";
import type { FromHost, LoadedFile, ToHost } from "../host/protocol.ts";
import { hostEnvironment } from "./env_vars.ts";
import { detectLauncher, type HostLauncher } from "./host_launchers.ts";

/** What all hosts of an engine have in common. */
export interface HostSettings {
  /** Gets what ops print, a line at a time. */
  log: (pack: string, line: string) => void;
  /** Most memory that a host's values may take, in MiB; V8's own limit where it is not given. */
  maxHeap?: number;
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

/** A subprocess that runs the ops of one pack. */
export class HostProcess {
  readonly pack: Nodepack;
  /** Resolves with why it ended, once it is gone and all that it said is read. Never rejects. */
  readonly ended: Promise<string>;
  /** The files, once they are loaded; with `inspect`, what is in them. Rejects when it ends before. */
  readonly ready: Promise<LoadedFile[]>;
  /** The file that it loads, until it is ready. */
  loading: OpFileName | undefined;
  hasEnded = false;
  /** How many runs it has worked for. */
  runs = 0;
  /** Undefined when it could not be started. */
  readonly #process: Deno.ChildProcess | undefined;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  readonly #secret = crypto.getRandomValues(new Uint8Array(12)).toBase64();
  readonly #log: HostOptions["log"];
  readonly #ready = Promise.withResolvers<LoadedFile[]>();
  #listener: MessageListener | undefined;
  #isReady = false;
  #broken: string | undefined;
  #lastWords = "";

  constructor(options: HostOptions) {
    const { pack, files, inspect = false, launcher = detectLauncher() } = options;
    this.pack = pack;
    this.#log = options.log;
    this.ready = this.#ready.promise;
    this.ready.catch(() => {});
    try {
      const { command, args, ...threads } = launcher.command(pack, options.maxHeap);
      this.#process = new Deno.Command(command, {
        args,
        env: hostEnvironment(options.envVars ?? {}),
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
        // A process group of its own: what ops start is ended with it.
        detached: true,
      }).spawn();
      this.#writer = this.#process.stdin.getWriter();
      this.ended = this.#watch(this.#process);
      this.send({ type: "start", secret: this.#secret, files, inspect, ...threads });
    } catch (error) {
      // To whoever waits for it, it is one that ended at once.
      this.ended = Promise.resolve(this.#end(`it could not be started: ${errorMessage(error)}`));
    }
  }

  /** Process id; 0 when it could not be started. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Directs its messages from now on. */
  listen(listener: MessageListener | undefined): void {
    this.#listener = listener;
  }

  /** Sends a message. What cannot be sent is noticed as its end. */
  send(message: ToHost): void {
    this.#writer?.write(encoder.encode(`${JSON.stringify(message)}\n`)).catch(() => {});
  }

  /**
   * Ends it by force; resolves when it is gone.
   *
   * @param reason what {@link ended} tells, where it is not the signal
   */
  async kill(reason?: string): Promise<void> {
    if (reason !== undefined) this.#log(this.pack.name, `Its host is ended: ${reason}`);
    this.#broken ??= reason;
    this.#killGroup();
    // Nobody waits for what it has still to say: let go of a listener that holds the reading back.
    this.#listener = undefined;
    await this.#process?.status;
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
    const errors = this.#readErrors(stderr);
    const messages = this.#readMessages(stdout);
    const status = await left;
    // Processes that ops started may outlive it, and hold its pipes open.
    this.#killGroup();
    await Promise.all([messages, errors]);
    this.#writer?.abort().catch(() => {});
    return this.#end(this.#broken ?? describeEnd(status, this.#lastWords, this.#isReady));
  }

  #end(reason: string): string {
    this.hasEnded = true;
    this.#ready.reject(new Error(reason));
    return reason;
  }

  async #readMessages(stdout: ReadableStream<Uint8Array>): Promise<void> {
    const reader = new LineReader();
    try {
      for await (const bytes of stdout) {
        for (const line of reader.push(bytes)) {
          if (!line.startsWith(this.#secret)) this.#log(this.pack.name, line);
          else await this.#receive(line.slice(this.#secret.length));
        }
      }
    } catch (error) {
      this.#broken = errorMessage(error);
      await this.kill();
    }
  }

  #receive(line: string): Promise<void> | void {
    const message = parseHostMessage(line);
    if (message.type === "loading") this.loading = message.file;
    else if (message.type === "ready") {
      this.loading = undefined;
      this.#isReady = true;
      this.#ready.resolve(message.files);
    } else return this.#listener?.(message, line.length);
  }

  async #readErrors(stderr: ReadableStream<Uint8Array>): Promise<void> {
    const reader = new LineReader();
    for await (const bytes of stderr) {
      for (const line of reader.push(bytes)) {
        this.#lastWords = `${this.#lastWords}\n${stripVTControlCharacters(line)}`.slice(-2000);
        this.#log(this.pack.name, line);
      }
    }
  }
}

const encoder = new TextEncoder();

function describeEnd(status: Deno.CommandStatus, lastWords: string, wasReady: boolean): string {
  if (/out of memory/i.test(lastWords)) return "it ran out of memory";
  // The runtime's own word, when it could not even start.
  const error = wasReady ? undefined : /^error: (.*)/m.exec(lastWords)?.[1];
  if (error !== undefined) return error;
  return status.signal ? `it was ended by ${status.signal}` : `it exited with code ${status.code}`;
}
