/**
 * Server-Sent Events, both ways. The format is the one of the HTML standard, "Server-sent events": events are
 * separated by an empty line, lines end with CR, LF or CRLF, several `data` lines make one text, a line that begins
 * with a colon is a comment.
 *
 * @module
 */

/** One event with this text as its data. */
export function encodeEvent(data: string): string {
  // A JSON text has no line break, so that this is the way of nearly all.
  if (!/[\r\n]/.test(data)) return `data: ${data}\n\n`;
  return data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join("") + "\n";
}

/** A comment line, which readers skip: it keeps a connection open. */
export function encodeComment(text: string): string {
  return `: ${text.replace(/[\r\n]+/g, " ")}\n\n`;
}

/** Reads events from text that arrives in pieces, at whatever boundaries. */
export class EventStreamDecoder {
  /** What has arrived of the line that is not complete. */
  #line = "";
  /** The last piece ended with CR: an LF that comes next belongs to it. */
  #afterReturn = false;
  #data: string[] = [];
  #first = true;

  /** Takes a piece and returns the data of the events that it completes. */
  push(piece: string): string[] {
    let text = piece;
    if (text === "") return [];
    if (this.#first) {
      this.#first = false;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    if (this.#afterReturn && text.charCodeAt(0) === 10) text = text.slice(1);
    this.#afterReturn = piece.endsWith("\r");
    const events: string[] = [];
    const lines = text.split(/\r\n|\r|\n/);
    for (let i = 0; i < lines.length; i++) {
      const line = i === 0 ? this.#line + lines[0] : lines[i];
      if (i === lines.length - 1) this.#line = line;
      else this.#endLine(line, events);
    }
    return events;
  }

  #endLine(line: string, events: string[]): void {
    if (line === "") {
      if (this.#data.length > 0) events.push(this.#data.join("\n"));
      this.#data = [];
      return;
    }
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    if (field !== "data") return;
    const value = colon === -1 ? "" : line.slice(colon + 1);
    this.#data.push(value.startsWith(" ") ? value.slice(1) : value);
  }
}

/**
 * The data of the events of a response body, as they arrive. An event that the stream breaks off in is not given, as
 * the standard asks. Leaving the loop cancels the stream.
 */
export async function* decodeEventStream(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void, undefined> {
  const events = new EventStreamDecoder();
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* events.push(value);
    }
  } finally {
    // A stream that broke is cancelled already and says so; the reader of the loop has been told by `read`.
    await reader.cancel().catch(() => {});
  }
}
