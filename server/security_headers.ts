import { define } from "../utils.ts";
import { isLoopback } from "./host_names.ts";

const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // No page may show this one inside of it; old browsers do not know frame-ancestors.
  "X-Frame-Options": "DENY",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
};

/** Headers that fence every answer in. */
export const securityHeaders = define.middleware(async (ctx) => {
  const answer = await ctx.next();
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  }
  // Browsers ignore it, and say so, where a page comes without TLS from another machine.
  if (ctx.url.protocol === "https:" || isLoopback(ctx.url.hostname)) {
    answer.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  }
  const policy = answer.headers.get("Content-Security-Policy");
  if (policy !== null) answer.headers.set("Content-Security-Policy", forThisPage(policy, ctx.url));
  return answer;
});

/**
 * Fresh's policy with three changes. A page served without TLS must not ask for its own files with it, which it would
 * on every address but localhost. Answers that Fresh did not render have no nonce, and no inline script either. And
 * style attributes are allowed: the canvas is rendered with positions in them, and they can do no more than style what
 * is there.
 */
function forThisPage(policy: string, url: URL): string {
  const directives = policy.split("; ")
    .filter((one) => one !== "upgrade-insecure-requests" || url.protocol === "https:")
    .map((one) => one.replaceAll(" 'unsafe-inline'", ""));
  return [...directives, "style-src-attr 'unsafe-inline'"].join("; ");
}
