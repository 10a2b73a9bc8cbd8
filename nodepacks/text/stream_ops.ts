/**
 * Shows what a stream op is.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { StreamOp } from "psynapse";
import { characters } from "./_words.ts";

/**
 * Writes a text as if somebody typed it.
 *
 * @example
 * new Typewriter().call("Hello, world", "words", 20) // "Hello, world"
 */
export class Typewriter extends StreamOp {
  /**
   * @param text The text to write.
   * @param piece What is written at once.
   * @param per_second How many pieces are written in a second.
   * @returns The text.
   */
  async call(
    text: string,
    piece: "characters" | "words" | "lines" = "words",
    per_second = 20,
  ): Promise<string> {
    if (!(per_second > 0)) throw new RangeError("per_second must be more than 0");
    for (const part of PIECES[piece](text)) {
      this.emit(part);
      await sleep(1000 / per_second, undefined, { signal: this.signal });
    }
    return text;
  }
}

/** Each cuts a text so that the parts together are the text again. */
const PIECES = {
  characters,
  words: (text: string) => text.match(/\s*\S+\s*$|\s*\S+/g) ?? [text],
  lines: (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [text],
};
