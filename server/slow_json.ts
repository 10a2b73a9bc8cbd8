import { HttpError } from "fresh";

/** How long an answer may take before its head is sent, in milliseconds. */
const PROMPT_MS = 100;

/** An answer that may take long, and what to do when nobody waits for it any more. */
export interface SlowAnswer<T> {
  /** What is answered, as JSON. */
  value: Promise<T>;
  /** The status of an answer, 200 unless given. One that comes late has 200: its head was sent before. */
  statusOf?: (value: T) => number;
  headers: Record<string, string>;
  /** Called when the client has gone away. */
  onGone: () => Promise<void> | void;
}

/**
 * Answers with JSON that may take long. When it is not there soon, the head of the answer is sent, and the rest
 * follows: the server learns that a client has gone away only from an answer that has begun. (Deno 2.9 aborts a
 * request's signal only where the body came in one piece with the head, and was short.)
 *
 * @throws what `value` rejects with, when that happens soon; later it is said in the body, as `detail`
 */
export async function slowJson<T>(answer: SlowAnswer<T>): Promise<Response> {
  const { value, statusOf, headers, onGone } = answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), PROMPT_MS);
  });
  try {
    const first = await Promise.race([value, late]);
    if (first !== LATE) return Response.json(first, { status: statusOf?.(first), headers });
  } finally {
    clearTimeout(timer);
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // White space in front of JSON means nothing, and takes the head with it.
      controller.enqueue(encoder.encode("\n"));
      void sendRest(controller, value);
    },
    cancel: onGone,
  });
  return new Response(body, { headers: { "Content-Type": "application/json", ...headers } });
}

const LATE: unique symbol = Symbol("late");
const encoder = new TextEncoder();

async function sendRest(
  controller: ReadableStreamDefaultController<Uint8Array>,
  value: Promise<unknown>,
): Promise<void> {
  const answer = await value.catch((error) => ({ detail: detailOf(error) }));
  try {
    controller.enqueue(encoder.encode(JSON.stringify(answer)));
    controller.close();
  } catch {
    // The client has gone away, of which `cancel` has told.
  }
}

function detailOf(error: unknown): string {
  if (error instanceof HttpError) return error.message;
  console.error("An answer broke that had begun:", error);
  return "Internal error; the server's log has the cause";
}
