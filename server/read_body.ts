import { HttpError } from "fresh";
import { PsynapseError } from "../engine/core/errors.ts";

/** Up to this many bytes a body is read in one go: room for what is announced is made before any of it is there. */
const READ_AT_ONCE = 1024 * 1024;

/**
 * Reads a request's body as JSON, and no more of it than is allowed.
 *
 * @param limit bytes
 * @throws {HttpError} 413 when there is more
 * @throws {PsynapseError} "bad_request" when it is not JSON in UTF-8
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const bytes = await readBytes(request, limit);
  if (bytes.byteLength === 0) {
    throw new PsynapseError("bad_request", "The body is empty; send a JSON object");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PsynapseError("bad_request", "The body is not UTF-8 text", { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PsynapseError("bad_request", `The body is not JSON: ${reason}`, { cause });
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get("Content-Length");
  // What is announced is refused before any of it is read.
  if (announced !== null && Number(announced) > limit) throw tooLarge(limit);
  if (request.body === null) return new Uint8Array();
  try {
    const isSmall = announced !== null && Number(announced) <= READ_AT_ONCE;
    return isSmall ? await request.bytes() : await readChunks(request.body, limit);
  } catch (cause) {
    if (cause instanceof HttpError) throw cause;
    // Nobody is there to read this; but it is no failure of the server's, and is not to be logged as one.
    throw new HttpError(400, "The connection ended before the body did", { cause });
  }
}

async function readChunks(
  body: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(limit: number): HttpError {
  const mib = Math.round(limit / 1024 / 1024 * 100) / 100;
  return new HttpError(413, `The body is larger than ${mib} MiB. --body-limit allows more.`);
}
