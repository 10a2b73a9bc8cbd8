/** Cuts a byte stream into lines. */
export class LineReader {
  readonly #decoder = new TextDecoder();
  /** The beginning of a line that is not complete. */
  #rest = "";

  /** The lines that `bytes` completes, without their line feeds; empty ones are left out. */
  push(bytes: Uint8Array): string[] {
    const text = this.#decoder.decode(bytes, { stream: true });
    const lines: string[] = [];
    let start = 0;
    for (;;) {
      const end = text.indexOf("\n", start);
      if (end === -1) break;
      const line = text.slice(start, end);
      const whole = this.#rest === "" ? line : this.#rest + line;
      this.#rest = "";
      if (whole !== "") lines.push(whole);
      start = end + 1;
    }
    this.#rest += text.slice(start);
    return lines;
  }
}
