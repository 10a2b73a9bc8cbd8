import { type Context, HttpError } from "fresh";
import type { State } from "../utils.ts";
import { errorResponse } from "./answer_errors.ts";

type Handler = (ctx: Context<State>) => Response | Promise<Response>;

/**
 * The handler of a route that knows these methods. HEAD is GET without its body, OPTIONS lists what there is, and
 * everything else is 405. What is posted must be declared as JSON: a page of another site cannot send that without
 * asking first.
 */
export function methods(
  handlers: Partial<Record<"GET" | "POST" | "DELETE", Handler>>,
): (ctx: Context<State>) => Promise<Response> {
  const known = Object.keys(handlers);
  if (handlers.GET !== undefined) known.push("HEAD");
  const allow = [...known, "OPTIONS"].join(", ");
  return async (ctx) => {
    const { method } = ctx.req;
    if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
    const own = method === "GET" || method === "POST" || method === "DELETE"
      ? handlers[method]
      : undefined;
    if (own !== undefined && method === "POST") requireJson(ctx.req);
    if (own !== undefined) return await own(ctx);
    if (method === "HEAD" && handlers.GET !== undefined) {
      return await withoutBody(await handlers.GET(ctx));
    }
    const detail = `${method} is not possible here. Allowed: ${allow}`;
    return errorResponse(405, { detail }, { Allow: allow });
  };
}

/** What GET would answer, with the length that its body would have: else that is said to be 0. Streams have none. */
async function withoutBody(answer: Response): Promise<Response> {
  const head = new Response(null, answer);
  const isStream = answer.headers.get("Content-Type") === "text/event-stream";
  if (isStream || answer.body === null) await answer.body?.cancel();
  else head.headers.set("Content-Length", String((await answer.bytes()).byteLength));
  return head;
}

/** @throws {HttpError} 415 */
function requireJson({ headers }: Request): void {
  const type = headers.get("Content-Type");
  if (type?.split(";")[0].trim().toLowerCase() === "application/json") return;
  const sent = type === null ? "there is none" : `not ${type}`;
  throw new HttpError(415, `The Content-Type must be application/json, ${sent}.`);
}
