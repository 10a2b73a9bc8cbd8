import { accepts } from "@std/http/negotiation";
import { App, cors, csp, csrf, staticFiles } from "fresh";
import { define, type State } from "../utils.ts";
import { answerErrors } from "./answer_errors.ts";
import type { Services } from "./services.ts";

/** The web app around `services`: middlewares, static files, then the routes under `routes/`. */
export function createApp(services: Services): App<State> {
  return addMiddlewares(new App<State>(), services).use(staticFiles()).fsRoutes();
}

/** Adds what comes before every route. */
export function addMiddlewares(app: App<State>, services: Services): App<State> {
  const { corsOrigins } = services;
  app.use((ctx) => {
    Object.assign(ctx.state, services);
    return ctx.next();
  });
  app.use(securityHeaders);
  if (corsOrigins.length > 0) {
    app.use(cors({
      origin: corsOrigins.includes("*") ? "*" : [...corsOrigins],
      allowMethods: ["GET", "HEAD", "POST", "DELETE"],
      exposeHeaders: ["X-Run-Id"],
      maxAge: 3600,
    }));
  }
  app.use(answerErrors);
  app.use(csrf({
    origin: (origin, { url }) =>
      origin === url.origin || corsOrigins.includes(origin) || corsOrigins.includes("*"),
  }));
  app.use(csp({ useNonce: true, csp: ["img-src 'self' data: blob:"] }));
  app.use(describeToMachines);
  return app;
}

const securityHeaders = define.middleware(async (ctx) => {
  const answer = await ctx.next();
  answer.headers.set("X-Content-Type-Options", "nosniff");
  answer.headers.set("Referrer-Policy", "no-referrer");
  const policy = answer.headers.get("Content-Security-Policy");
  if (policy !== null) answer.headers.set("Content-Security-Policy", forThisPage(policy, ctx.url));
  return answer;
});

/**
 * Fresh's policy with two changes. A page served without TLS must not ask for its own files with it, which it would
 * on every address but localhost. And style attributes are allowed: the canvas is rendered with positions in them, and
 * they can do no more than style what is there.
 */
function forThisPage(policy: string, url: URL): string {
  const directives = policy.split("; ")
    .filter((one) => one !== "upgrade-insecure-requests" || url.protocol === "https:");
  return [...directives, "style-src-attr 'unsafe-inline'"].join("; ");
}

/** `GET /` is the editor, and for a client that asks for JSON the name of this server. */
const describeToMachines = define.middleware(async (ctx) => {
  const { req, url } = ctx;
  if (url.pathname !== "/" || (req.method !== "GET" && req.method !== "HEAD")) return ctx.next();
  const isMachine = accepts(req, "text/html", "application/json") === "application/json";
  const answer = isMachine ? Response.json({ message: "Psynapse Backend API" }) : await ctx.next();
  answer.headers.append("Vary", "Accept");
  return answer;
});
