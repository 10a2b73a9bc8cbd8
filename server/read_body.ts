import { HttpError } from "fresh";
import { PsynapseError } from "../engine/core/errors.ts";

/** Up to this many bytes a body is read in one go: room for what is announced is made before any of it is there. */
const READ_AT_ONCE = 64 * 1024;

/** How long a body may take to come, in milliseconds. */
export interface BodyTimes {
  /** While nothing of it comes; for one that is read in one go, in all. */
  silence: number;
  /** In all, however it comes. */
  total: number;
}

/** Enough for the largest body by a slow line, and not for one that comes byte by byte. */
export const BODY_TIMES: BodyTimes = { silence: 30_000, total: 300_000 };

/**
 * Reads a request's body as JSON, and no more of it than is allowed, nor for longer.
 *
 * @param limit bytes
 * @throws {HttpError} 413 when there is more, 408 when it does not come
 * @throws {PsynapseError} "bad_request" when it is not JSON in UTF-8
 */
export async function readJson(
  request: Request,
  limit: number,
  times: BodyTimes = BODY_TIMES,
): Promise<unknown> {
  const bytes = await readBytes(request, { limit, tooLarge: () => tooLarge(limit), times });
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

/** What {@link readBytes} reads at most. */
export interface BodyLimits {
  /** Bytes. */
  limit: number;
  /** What is thrown when there is more. */
  tooLarge: () => HttpError;
  times?: BodyTimes;
}

/**
 * Reads a request's body.
 *
 * @throws {HttpError} what `tooLarge` says when there is more, 408 when it does not come, 400 when the client leaves
 */
export async function readBytes(
  request: Request,
  { limit, tooLarge, times = BODY_TIMES }: BodyLimits,
): Promise<Uint8Array> {
  const announced = request.headers.get("Content-Length");
  // What is announced is refused before any of it is read.
  if (announced !== null && Number(announced) > limit) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  try {
    const isSmall = announced !== null && Number(announced) <= READ_AT_ONCE;
    if (isSmall) return await inTime(request.bytes(), times.silence, silent);
    return await readChunks(request.body, { limit, tooLarge, times });
  } catch (cause) {
    if (cause instanceof HttpError) throw cause;
    // Nobody is there to read this; but it is no failure of the server's, and is not to be logged as one.
    throw new HttpError(400, "The connection ended before the body did", { cause });
  }
}

async function readChunks(
  body: ReadableStream<Uint8Array>,
  { limit, tooLarge, times }: Required<BodyLimits>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const end = performance.now() + times.total;
  const reader = body.getReader();
  try {
    while (true) {
      const rest = end - performance.now();
      // No timer would tell, while there is always something to be read.
      if (rest <= 0) throw slow(times.total);
      const chunk = rest < times.silence
        ? await inTime(reader.read(), rest, () => slow(times.total))
        : await inTime(reader.read(), times.silence, silent);
      if (chunk.done) return joined(chunks, size);
      size += chunk.value.byteLength;
      if (size > limit) throw tooLarge();
      chunks.push(chunk.value);
    }
  } catch (error) {
    // The rest of it is not wanted. A body that breaks here has broken for the reason that is thrown.
    reader.cancel(error).catch(() => {});
    throw error;
  }
}

/** Waits no longer than so many milliseconds. */
async function inTime<T>(
  coming: Promise<T>,
  time: number,
  late: (time: number) => HttpError,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(time)), time);
  });
  try {
    return await Promise.race([coming, end]);
  } finally {
    clearTimeout(timer);
  }
}

function silent(time: number): HttpError {
  return new HttpError(
    408,
    `The body did not come: nothing of it for ${time / 1000} s. Send it again.`,
  );
}

function slow(time: number): HttpError {
  return new HttpError(408, `The body took longer than ${time / 1000} s. Send it again, or less.`);
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
