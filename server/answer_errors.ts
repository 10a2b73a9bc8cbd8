import { accepts } from "@std/http/negotiation";
import { HttpError } from "fresh";
import { PsynapseError } from "../engine/core/errors.ts";
import { define } from "../utils.ts";
import { smallPage } from "./small_page.ts";
import { errorId } from "./stray_errors.ts";

/** The body of every answer that is an error. */
export interface ErrorAnswer {
  /** What is wrong and what to do. */
  detail: string;
  /** The place in the request, such as `nodes[3].id`. */
  field?: string;
}

/** Answers with an error as JSON. */
export function errorResponse(status: number, error: ErrorAnswer, headers?: HeadersInit): Response {
  return Response.json(error, { status, headers });
}

/** In how many seconds a client may ask again when too many runs wait. */
const RETRY_AFTER = "5";

/** The answer to a request that is refused: 503 when it comes too soon, else 400, with the place where it is known. */
export function refusal(error: PsynapseError): Response {
  if (error.code === "busy") {
    return errorResponse(503, { detail: error.message }, { "Retry-After": RETRY_AFTER });
  }
  const { field } = error.details;
  return errorResponse(400, { detail: error.message, ...(field === undefined ? {} : { field }) });
}

/** Turns what routes throw into answers: JSON, and for browsers that ask for a page a small one. */
export const answerErrors = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof PsynapseError) return refusal(error);
    const { method } = ctx.req;
    const answer = error instanceof HttpError
      ? wordsOf(error, method, ctx.url.pathname)
      : undefined;
    // Clients are told no more than that: a stack trace shows what is inside.
    const { status, detail } = answer ?? internal(`${method} ${ctx.url.pathname} failed`, error);
    const wantsPage = accepts(ctx.req, "application/json", "text/html") === "text/html";
    if (!wantsPage) return errorResponse(status, { detail });
    const more = '<p><a href="/">Open the editor</a></p>';
    return smallPage({ status, title: `Error ${status}`, text: detail, more });
  }
});

/** The words for what is the server's own fault; the log has the rest, under the same id. */
function internal(what: string, error: unknown): { status: number; detail: string } {
  const id = errorId();
  console.error(`${what} (error ${id}):`, error);
  return { status: 500, detail: `Internal error ${id}; the server's log has the cause` };
}

function wordsOf(
  { status, message }: HttpError,
  method: string,
  path: string,
): { status: number; detail: string } {
  if (status === 404) return { status, detail: message || `There is no ${path} here` };
  // Routes name the methods that they have; those that the router does not know never reach them.
  if (status === 405) return { status, detail: message || `${method} is not possible here` };
  if (status === 403) {
    return {
      status,
      detail: "Pages of other sites may not call this server. CORS_ORIGINS lists those that may.",
    };
  }
  return { status, detail: message || `Error ${status}` };
}
