/** Cuts a byte stream into lines. */
export class LineReader {
  readonly #decoder = new TextDecoder();
  /** The beginning of a line that is not complete. */
  #rest = "";

  /** Characters of the line that is not complete. */
  get pending(): number {
    return this.#rest.length;
  }

  /** How the line that is not complete begins. */
  begins(text: string): boolean {
    return this.#rest.startsWith(text);
  }

  /** Takes what is there of the line that is not complete; what comes of it later is a line of its own. */
  take(): string {
    const rest = this.#rest;
    this.#rest = "";
    return rest;
  }

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
