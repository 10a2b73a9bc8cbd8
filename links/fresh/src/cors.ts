import type { Middleware } from "./types.ts";
import { unsupported } from "./unsupported.ts";

/** Options of {@linkcode cors}. */
export interface CORSOptions {
  /** The origins of other sites that may call; `*` admits all. */
  origin: string | string[];
  /** Methods that they may use. */
  allowMethods?: string[];
  /** Headers that they may send; those that they ask for where left out. */
  allowHeaders?: string[];
  /** Headers of answers that their pages may read. */
  exposeHeaders?: string[];
  /** Seconds for which a browser may remember the answer. */
  maxAge?: number;
  /** Not supported by the stand-in. */
  credentials?: boolean;
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/** Middleware that lets pages of other sites call this one, and answers a browser that asks first. */
export function cors<State>(options: CORSOptions): Middleware<State> {
  if (options.credentials) throw unsupported("cors({ credentials })");
  const origins = [options.origin].flat();
  const all = origins.includes("*");
  return async (ctx) => {
    const { method, headers: asked } = ctx.req;
    const origin = asked.get("Origin");
    const allowed = all ? "*" : origin !== null && origins.includes(origin) ? origin : null;
    if (method === "OPTIONS") return preflight(options, allowed, asked);
    const answer = await ctx.next();
    allow(answer.headers, options, allowed);
    return answer;
  };
}

function preflight(
  options: CORSOptions,
  allowed: string | null,
  asked: Headers,
): Response {
  const headers = new Headers();
  allow(headers, options, allowed);
  headers.set(
    "Access-Control-Allow-Methods",
    (options.allowMethods ?? METHODS).join(","),
  );
  if (options.maxAge !== undefined) {
    headers.set("Access-Control-Max-Age", String(options.maxAge));
  }
  const names = options.allowHeaders?.join(",") ??
    asked.get("Access-Control-Request-Headers");
  if (names) {
    headers.set("Access-Control-Allow-Headers", names);
    headers.append("Vary", "Access-Control-Request-Headers");
  }
  return new Response(null, { status: 204, headers });
}

function allow(
  headers: Headers,
  { exposeHeaders }: CORSOptions,
  allowed: string | null,
): void {
  if (allowed !== null) headers.set("Access-Control-Allow-Origin", allowed);
  if (allowed !== null && allowed !== "*") headers.append("Vary", "Origin");
  if (exposeHeaders?.length) {
    headers.set("Access-Control-Expose-Headers", exposeHeaders.join(","));
  }
}
