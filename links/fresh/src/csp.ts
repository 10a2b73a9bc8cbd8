import { nonceOf } from "./render_page.ts";
import type { Middleware } from "./types.ts";
import { unsupported } from "./unsupported.ts";

/** Options of {@linkcode csp}. */
export interface CSPOptions {
  /** Report what would be blocked, and block nothing. */
  reportOnly?: boolean;
  /** Not supported by the stand-in. */
  reportTo?: string;
  /** Directives that are added, or replace the default one of the same name. */
  csp?: string[];
  /** Allow inline scripts and styles by nonce only. */
  useNonce?: boolean;
}

/** Fresh's documented defaults; the browser refuses whatever they do not name. */
const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

const INLINE = /^(?:script|style|default)-src(?:-elem|-attr)?$/;

/** Middleware that sets the Content-Security-Policy header. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  if (options.reportTo !== undefined) throw unsupported("csp({ reportTo })");
  const own = options.csp ?? [];
  const replaced = new Set(own.map(nameOf));
  const directives = [...DEFAULTS.filter((d) => !replaced.has(nameOf(d))), ...own];
  const header = options.reportOnly
    ? "Content-Security-Policy-Report-Only"
    : "Content-Security-Policy";

  return async (ctx) => {
    const answer = await ctx.next();
    const nonce = options.useNonce ? nonceOf(answer) : undefined;
    const policy = nonce === undefined ? directives : directives.map((d) => withNonce(d, nonce));
    answer.headers.set(header, policy.join("; "));
    return answer;
  };
}

function nameOf(directive: string): string {
  return directive.split(" ", 1)[0];
}

function withNonce(directive: string, nonce: string): string {
  if (!INLINE.test(nameOf(directive))) return directive;
  return directive.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`);
}
