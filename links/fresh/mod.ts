/**
 * A stand-in for `jsr:@fresh/core@2.3.3` on networks that reach npm and not JSR: the part of Fresh's
 * documented API that this app uses, written from Fresh's documentation. Anything else throws an
 * error that names it (see `src/unsupported.ts`).
 *
 * @module
 */
export { App, type AppConfig as FreshConfig, type ListenOptions } from "./src/app.ts";
export type { Context, ResolvedConfig as ResolvedFreshConfig } from "./src/context.ts";
export { cors, type CORSOptions } from "./src/cors.ts";
export { csp, type CSPOptions } from "./src/csp.ts";
export { csrf, type CsrfOptions } from "./src/csrf.ts";
export { createDefine, type Define } from "./src/define.ts";
export { type ErrorStatus, HttpError } from "./src/http_error.ts";
export { page } from "./src/page.ts";
export { staticFiles } from "./src/static_files.ts";
export type {
  HandlerByMethod,
  HandlerFn,
  Method,
  Middleware,
  PageProps,
  PageResponse,
  RouteHandler,
} from "./src/types.ts";
