import { accepts } from "@std/http/negotiation";
import { HttpError } from "fresh";
import { PsynapseError } from "../engine/core/errors.ts";
import { define } from "../utils.ts";

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

/** The answer to a request that is refused for what it says: 400, with the place where it is known. */
export function refusal(error: PsynapseError): Response {
  const { field } = error.details;
  return errorResponse(400, { detail: error.message, ...(field === undefined ? {} : { field }) });
}

/** Turns what routes throw into answers. Browsers that ask for a page get Fresh's own. */
export const answerErrors = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof PsynapseError) return refusal(error);
    if (accepts(ctx.req, "application/json", "text/html") === "text/html") throw error;
    if (error instanceof HttpError) return httpAnswer(error, ctx.url.pathname);
    console.error(`${ctx.req.method} ${ctx.url.pathname} failed:`, error);
    return errorResponse(500, { detail: "Internal error; the server's log has the cause" });
  }
});

function httpAnswer({ status, message }: HttpError, path: string): Response {
  if (status === 404) return errorResponse(404, { detail: message || `There is no ${path} here` });
  if (status === 403) {
    return errorResponse(403, {
      detail: "Pages of other sites may not call this server. CORS_ORIGINS lists those that may.",
    });
  }
  return errorResponse(status, { detail: message || `Error ${status}` });
}
