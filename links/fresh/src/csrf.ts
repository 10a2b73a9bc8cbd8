import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./types.ts";

/** Options of {@linkcode csrf}. */
export interface CsrfOptions<State> {
  /** Origins whose pages may change state here; this site's own where left out. */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Middleware that refuses (403) requests that change state and that a page of another site sent. Clients that are no
 * browsers say nothing of where they come from, and are let through.
 */
export function csrf<State>(
  { origin: wanted }: CsrfOptions<State> = {},
): Middleware<State> {
  const trusts = (origin: string, ctx: Context<State>): boolean => {
    if (wanted === undefined) return origin === ctx.url.origin;
    return typeof wanted === "function" ? wanted(origin, ctx) : [wanted].flat().includes(origin);
  };
  return async (ctx) => {
    const { method, headers } = ctx.req;
    const site = headers.get("Sec-Fetch-Site");
    const origin = headers.get("Origin");
    const ours = site === null ? origin === null : site === "same-origin" || site === "none";
    if (SAFE.has(method) || ours || (origin !== null && trusts(origin, ctx))) {
      return await ctx.next();
    }
    throw new HttpError(403);
  };
}
