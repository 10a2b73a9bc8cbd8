import { errorResponse } from "./answer_errors.ts";

const BAD_HOST = { detail: "The Host header is no host name" };
const BAD_PATH = { detail: "The path has a % that begins no valid character" };

/** The methods that Fresh's router knows. */
const ROUTED = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The answer to a request that Fresh's router would fail with, before any middleware; undefined for others. */
export function refuseUnroutable({ url, method }: Request): Response | undefined {
  // The URL is put together from the path and the Host header, which can be anything.
  if (!URL.canParse(url)) return errorResponse(400, BAD_HOST);
  if (!hasValidPath(url)) return errorResponse(400, BAD_PATH);
  if (ROUTED.has(method)) return undefined;
  const allow = "GET, HEAD, POST, DELETE, OPTIONS";
  const detail = `${method} is not possible here. Allowed: ${allow}`;
  return errorResponse(405, { detail }, { Allow: allow });
}

/** Routers decode paths, and some of them fail where that cannot be done. */
function hasValidPath(url: string): boolean {
  if (!url.includes("%")) return true;
  try {
    decodeURIComponent(new URL(url).pathname);
    return true;
  } catch {
    return false;
  }
}
