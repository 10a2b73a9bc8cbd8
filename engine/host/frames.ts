/** Cuts a byte stream into lines. A line may be as long as a request: its pieces are put together once. */
export class LineReader {
  #pieces: Uint8Array[] = [];
  readonly #decoder = new TextDecoder();

  /** The lines that `bytes` completes, without their line feeds; empty ones are left out. */
  push(bytes: Uint8Array): string[] {
    const lines: string[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(10, start);
      if (end === -1) break;
      const line = this.#take(bytes.subarray(start, end));
      if (line !== "") lines.push(line);
      start = end + 1;
    }
    if (start < bytes.length) this.#pieces.push(bytes.slice(start));
    return lines;
  }

  #take(last: Uint8Array): string {
    if (this.#pieces.length === 0) return this.#decoder.decode(last);
    this.#pieces.push(last);
    const bytes = concat(this.#pieces);
    this.#pieces = [];
    return this.#decoder.decode(bytes);
  }
}

function concat(pieces: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
