import { CACHE_KEY } from "./asset.ts";
import type { StaticFile } from "./snapshot.ts";
import type { Middleware } from "./types.ts";

const FOREVER = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

/** Middleware that serves the build's files and those under `static/`. */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { req, url, snapshot } = ctx;
    const file = await snapshot?.readStatic(normalized(url.pathname));
    if (!snapshot || !file || url.pathname === "/") {
      // Browsers ask for it by themselves; no need to render a page that says so.
      if (url.pathname === "/favicon.ico") return new Response(null, { status: 404 });
      return await ctx.next();
    }
    if (req.method !== "GET" && req.method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405 });
    }
    const key = url.searchParams.get(CACHE_KEY);
    if (key !== null && key !== snapshot.buildId) {
      const plain = new URL(url);
      plain.searchParams.delete(CACHE_KEY);
      const location = plain.pathname + plain.search;
      return new Response(null, { status: 307, headers: { location } });
    }
    const forever = ctx.config.mode === "production" && (key !== null || file.immutable);
    return await answer(req, file, forever ? FOREVER : NEVER);
  };
}

async function answer(req: Request, file: StaticFile, caching: string): Promise<Response> {
  const headers = new Headers({
    "Content-Type": file.contentType,
    "Cache-Control": caching,
    "Vary": "If-None-Match",
  });
  if (file.hash !== null) {
    const etag = `W/"${file.hash}"`;
    headers.set("ETag", etag);
    if (req.headers.get("If-None-Match") === etag) {
      return new Response(null, { status: 304, headers });
    }
  }
  if (typeof file.source !== "string") {
    headers.set("Content-Length", String(file.source.byteLength));
    return new Response(req.method === "HEAD" ? null : file.source, { headers });
  }
  const { size } = await Deno.stat(file.source);
  headers.set("Content-Length", String(size));
  if (req.method === "HEAD") return new Response(null, { headers });
  // The response's stream closes the file, when it is read to its end or cancelled.
  return new Response((await Deno.open(file.source)).readable, { headers });
}

function normalized(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Not a valid escape, so no file has this name.
    return "";
  }
}
