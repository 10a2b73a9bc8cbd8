import { accepts } from "@std/http/negotiation";
import { csrf, HttpError } from "fresh";
import { define, type State } from "../utils.ts";
import { errorResponse } from "./answer_errors.ts";
import { headerHostname } from "./host_names.ts";
import { readBytes } from "./read_body.ts";
import { smallPage } from "./small_page.ts";

/** Most bytes that the sign-in form may send. */
const FORM_LENGTH = 4096;

/** Where the sign-in form goes. */
const SIGN_IN = "/sign_in";

/** Refuses requests that are addressed to a name that is not this server's. */
export const checkHost = define.middleware((ctx) => {
  const { req, state, url } = ctx;
  const header = req.headers.get("Host") ?? url.host;
  const named = headerHostname(header);
  const isKnown = named !== undefined && state.access.knowsHost(named);
  if (isKnown && state.access.knowsHost(url.hostname)) return ctx.next();
  throw new HttpError(
    421,
    `This server does not go by the name "${isKnown ? url.hostname : header}". ` +
      "ALLOWED_HOSTS lists names that it answers to, beside localhost and its address.",
  );
});

/** Refuses what changes state and comes from a page of another site that CORS_ORIGINS does not list. */
export const checkOrigin = csrf<State>({
  origin: (origin, { url, state }) =>
    origin === url.origin || state.corsOrigins.includes(origin) || state.corsOrigins.includes("*"),
});

/** Asks for the token where one is needed: browsers sign in, other clients send it with each request. */
export const checkToken = define.middleware(async (ctx) => {
  const { info, req, url } = ctx;
  const { access } = ctx.state;
  if (!access.asks(info.remoteAddr)) return await ctx.next();
  const wantsPage = accepts(req, "application/json", "text/html") === "text/html";
  if (req.method === "POST" && url.pathname === SIGN_IN) {
    if (!access.isToken(await readFormToken(req))) return signInPage("That is not the token.");
    return new Response(null, {
      status: 303,
      headers: { Location: "/", "Set-Cookie": access.cookie(url), "Cache-Control": "no-store" },
    });
  }
  const inUrl = url.searchParams.get("token");
  if (inUrl !== null && req.method === "GET" && url.pathname === "/") {
    return access.isToken(inUrl)
      ? signedInPage(access.cookie(url))
      : signInPage("The token in this address is not, or no longer, the right one.");
  }
  if (access.admits(req)) return await ctx.next();
  if (wantsPage && req.method === "GET") return signInPage("This server asks for its token.");
  return errorResponse(401, {
    detail: "This server asks for its token. Open the address that it printed at start, " +
      "or send the header Authorization: Bearer <token>.",
  }, { "WWW-Authenticate": "Bearer", "Cache-Control": "no-store" });
});

/** The token in the body of the sign-in form; empty where there is none. */
async function readFormToken(request: Request): Promise<string> {
  const type = request.headers.get("Content-Type")?.split(";")[0].trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    throw new HttpError(415, `${SIGN_IN} takes a form, application/x-www-form-urlencoded`);
  }
  const tooLarge = () => new HttpError(413, "The form is too large");
  const form = await readBytes(request, { limit: FORM_LENGTH, tooLarge });
  return new URLSearchParams(new TextDecoder().decode(form)).get("token")?.trim() ?? "";
}

/**
 * Goes on by itself rather than by a redirect: one that follows a link in another site would come without the cookie,
 * which browsers keep to this site.
 */
function signedInPage(cookie: string): Response {
  return smallPage({
    status: 200,
    title: "Signed in",
    text: "The editor opens.",
    more: '<p><a href="/">Open the editor</a></p>',
    headers: { "Set-Cookie": cookie },
    next: "/",
  });
}

function signInPage(reason: string): Response {
  return smallPage({
    status: 401,
    title: "Sign in",
    text: `${reason} It was printed where the server was started, or is in PSYNAPSE_TOKEN there.`,
    more: `<form method="post" action="${SIGN_IN}">
<label>Token <input type="password" name="token" autocomplete="current-password" required autofocus></label>
<button>Sign in</button>
</form>
<p>Signed in already? <a href="/">Open the editor</a></p>`,
    // With the stricter one of all other answers browsers would not say that the form comes from here.
    headers: { "WWW-Authenticate": "Bearer", "Referrer-Policy": "same-origin" },
  });
}
