import { stripVTControlCharacters } from "node:util";
import { limitNote, type Limits, limitText } from "../core/limits.ts";
import type { LineReader } from "../host/frames.ts";

/** Longer lines are told in pieces, in characters. */
export const LONGEST_LINE = 65536;

/** Characters that are kept of what a host said last. */
const LAST_WORDS = 2000;

/** What the ops of a host print: as much of it as a run may. */
export class HostConsole {
  #left: number;
  #lastWords = "";
  readonly #limits: Pick<Limits, "console">;
  readonly #tell: (line: string) => void;

  /** @param tell gets a line at a time */
  constructor(limits: Pick<Limits, "console">, tell: (line: string) => void) {
    this.#limits = limits;
    this.#left = limits.console;
    this.#tell = tell;
  }

  /** The end of what was written to standard error, without colours. */
  get lastWords(): string {
    return stripVTControlCharacters(this.#lastWords);
  }

  /** Another run begins: it has the limit for itself. */
  begin(): void {
    this.#left = this.#limits.console;
  }

  /** Takes a line. */
  print(line: string): void {
    if (this.#left <= 0) return;
    this.#left -= line.length + 1;
    if (this.#left > 0) return this.#tell(line);
    const most = limitText("console", this.#limits.console);
    this.#tell(`More than ${most} were printed: the rest is left out ${limitNote("console")}`);
  }

  /** Takes what was written to standard error. */
  async read(stderr: AsyncIterable<Uint8Array>, reader: LineReader): Promise<void> {
    for await (const bytes of stderr) {
      for (const line of reader.push(bytes)) {
        this.#lastWords = `${this.#lastWords}\n${line.slice(-LAST_WORDS)}`.slice(-LAST_WORDS);
        this.print(line);
      }
      if (reader.pending > LONGEST_LINE) this.print(reader.take());
    }
    // The last line may have no end.
    if (reader.pending > 0) this.print(reader.take());
  }
}
