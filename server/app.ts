import { accepts } from "@std/http/negotiation";
import { App, cors, csp, staticFiles } from "fresh";
import { define, type State } from "../utils.ts";
import { answerErrors } from "./answer_errors.ts";
import { checkHost, checkOrigin, checkToken } from "./guard.ts";
import { methods } from "./methods.ts";
import { securityHeaders } from "./security_headers.ts";
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
  app.use(csp({ useNonce: true, csp: ["img-src 'self' data: blob:", "media-src 'self' data:"] }));
  app.use(answerErrors, checkHost, checkOrigin, describeToMachines, checkToken);
  return app;
}

/** `GET /` is the editor, and for a client that asks for JSON the name of this server, which needs no token. */
const answerRoot = methods({
  async GET(ctx) {
    const answer = asksForJson(ctx.req)
      ? Response.json({ message: "Psynapse Backend API" })
      : await ctx.next();
    // The page is rendered as it was left, which cookies tell.
    answer.headers.append("Vary", "Accept, Cookie");
    return answer;
  },
});

const describeToMachines = define.middleware((ctx) =>
  ctx.url.pathname === "/" ? answerRoot(ctx) : ctx.next()
);

/** Whether JSON is liked better than a page. JSON has no character sets, but some clients name one. */
function asksForJson({ headers }: Request): boolean {
  const accept = headers.get("Accept")?.replaceAll(/; *charset=[^;,]*/gi, "") ?? "*/*";
  const bare = { headers: new Headers({ accept }) };
  return accepts(bare, "text/html", "application/json") === "application/json";
}
