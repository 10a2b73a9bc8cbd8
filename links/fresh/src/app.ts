import { compose } from "./compose.ts";
import { Context, type ResolvedConfig } from "./context.ts";
import { answerError } from "./answer_error.ts";
import { readFileRoutes } from "./file_routes.ts";
import { HttpError } from "./http_error.ts";
import { isBelow, METHODS } from "./paths.ts";
import type { PageShell } from "./render_page.ts";
import { type Match, Router } from "./router.ts";
import { runRoute } from "./run_route.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Method, Middleware, PageComponent, Route } from "./types.ts";
import { unsupported } from "./unsupported.ts";

/** Options of an {@linkcode App}. */
export interface AppConfig {
  mode?: "development" | "production";
  /** Not supported by the stand-in. */
  basePath?: string;
  /** Not supported by the stand-in. */
  trustProxy?: boolean;
}

/** Options of `app.listen()`: those of `Deno.serve`. */
export type ListenOptions = Partial<Deno.ServeTcpOptions>;

type Step<State> =
  | { kind: "use"; path: string; fns: Middleware<State>[] }
  | { kind: "handle"; methods: readonly Method[]; path: string; fns: Middleware<State>[] }
  | { kind: "files" }
  | { kind: "shell"; component: PageComponent<State> }
  | { kind: "error"; route: Route<State> }
  | { kind: "notFound"; route: Route<State> };

/** Gives an app what a build made; `fsRoutes`, islands and static files come from there. */
export let attachSnapshot: <State>(
  app: App<State>,
  snapshot: Snapshot,
  mode: ResolvedConfig["mode"],
) => void;

/** Takes requests through middlewares to routes. Items apply to what is added after them. */
export class App<State> {
  #steps: Step<State>[] = [];
  #snapshot: Snapshot | null = null;
  /** The resolved settings. */
  readonly config: ResolvedConfig;

  static {
    attachSnapshot = (app, snapshot, mode) => {
      app.#snapshot = snapshot;
      app.config.root = snapshot.root;
      app.config.mode = mode;
    };
  }

  constructor(config: AppConfig = {}) {
    if (config.basePath) throw unsupported("new App({ basePath })");
    if (config.trustProxy) throw unsupported("new App({ trustProxy })");
    this.config = { root: ".", basePath: "", mode: config.mode ?? "production" };
  }

  /** Adds middlewares, for every path or for `path` and those below it. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    const step = typeof first === "string"
      ? { path: first, fns: rest }
      : { path: "*", fns: [first, ...rest] };
    return this.#add({ kind: "use", ...step });
  }

  /** Answers GET, and HEAD without its body. */
  get(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: ["GET"], path, fns });
  }
  /** Answers POST. */
  post(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: ["POST"], path, fns });
  }
  /** Answers PUT. */
  put(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: ["PUT"], path, fns });
  }
  /** Answers PATCH. */
  patch(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: ["PATCH"], path, fns });
  }
  /** Answers DELETE. */
  delete(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: ["DELETE"], path, fns });
  }
  /** Answers HEAD. */
  head(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: ["HEAD"], path, fns });
  }
  /** Answers every method. */
  all(path: string, ...fns: Middleware<State>[]): this {
    return this.#add({ kind: "handle", methods: METHODS, path, fns });
  }

  /** Adds the files under `routes/` here. */
  fsRoutes(pattern = "*"): this {
    if (pattern !== "*") throw unsupported(`fsRoutes("${pattern}")`);
    return this.#add({ kind: "files" });
  }
  /** Sets the component around every page. */
  appWrapper(component: PageComponent<State>): this {
    return this.#add({ kind: "shell", component });
  }
  /** Sets what answers an error. */
  onError(path: string, route: Route<State> | Middleware<State>): this {
    if (path !== "*") throw unsupported(`onError("${path}"); only onError("*")`);
    return this.#add({ kind: "error", route: asRoute(route) });
  }
  /** Sets what answers a path that nothing else does. */
  notFound(route: Route<State> | Middleware<State>): this {
    return this.#add({ kind: "notFound", route: asRoute(route) });
  }
  /** Left out of the stand-in. */
  route(): never {
    throw unsupported("app.route()");
  }
  /** Left out of the stand-in. */
  layout(): never {
    throw unsupported("app.layout()");
  }
  /** Left out of the stand-in. */
  mountApp(): never {
    throw unsupported("app.mountApp()");
  }
  /** Left out of the stand-in. */
  ws(): never {
    throw unsupported("app.ws()");
  }

  /** Makes the function that answers requests, from what was added up to now. */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const plan = compile(this.#steps, this.#snapshot);
    return async (req, info = NO_CONNECTION) => {
      const url = new URL(req.url);
      url.pathname = url.pathname.replaceAll(/\/{2,}/g, "/");
      const match = plan.router.match(req.method as Method, url);
      const { config } = this;
      const ctx = new Context<State>({
        ...{ req, url, info, config, route: match.pattern, params: match.params },
        snapshot: this.#snapshot,
        shell: plan.shell,
      });
      ctx.next = () => missing(req, match, plan.router);
      const answer = await answerError(ctx, plan, match.item ?? compose(plan.rootMiddlewares));
      return req.method === "HEAD" ? new Response(null, answer) : answer;
    };
  }

  /** Serves the app; the promise settles when the server has stopped. */
  async listen(options: ListenOptions = {}): Promise<void> {
    const handler = this.handler();
    await Deno.serve(options, handler).finished;
  }

  #add(step: Step<State>): this {
    this.#steps.push(step);
    return this;
  }
}

const address = { transport: "tcp", hostname: "localhost", port: 8000 } as const;
/** Stands for the connection where a handler is called without one, as tests do. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: address,
  completed: Promise.resolve(),
};

/** What an app does, once all of it is known. */
export interface Plan<State> {
  router: Router<Middleware<State>>;
  rootMiddlewares: Middleware<State>[];
  shell: PageShell | null;
  errorPage: Route<State> | null;
  notFound: Route<State> | null;
}

function compile<State>(steps: readonly Step<State>[], snapshot: Snapshot | null): Plan<State> {
  const plan: Plan<State> = {
    router: new Router(),
    rootMiddlewares: [],
    shell: null,
    errorPage: null,
    notFound: null,
  };
  const middlewares: { path: string; fns: Middleware<State>[] }[] = [];
  const setShell = (component: PageComponent<State>) => {
    plan.shell = { component: component as PageComponent<unknown> };
  };
  const route = (methods: readonly Method[], path: string, fns: Middleware<State>[]) => {
    const outer = middlewares.filter((one) => isBelow(path, one.path)).flatMap((one) => one.fns);
    const chain = compose([...outer, ...fns]);
    for (const method of methods) plan.router.add(method, path, chain);
  };
  for (const step of steps) {
    if (step.kind === "use") middlewares.push(step);
    else if (step.kind === "handle") route(step.methods, step.path, step.fns);
    else if (step.kind === "shell") setShell(step.component);
    else if (step.kind === "error") plan.errorPage = step.route;
    else if (step.kind === "notFound") plan.notFound = step.route;
    else {
      const files = readFileRoutes<State>(snapshot?.routes ?? []);
      if (files.appWrapper !== null) setShell(files.appWrapper);
      plan.errorPage = files.errorPage ?? plan.errorPage;
      middlewares.push(...files.middlewares);
      for (const one of files.routes) {
        route(METHODS, one.pattern, [async (ctx) => await runRoute(ctx, await one.route())]);
      }
    }
  }
  plan.rootMiddlewares = middlewares.filter((m) => isBelow("/", m.path)).flatMap((m) => m.fns);
  return plan;
}

/** What `ctx.next()` does after the last middleware: no route, or not with this method. */
function missing<State>(
  req: Request,
  match: Match<Middleware<State>>,
  router: Router<Middleware<State>>,
): Promise<Response> {
  if (match.pattern === null || match.item !== null) return Promise.reject(new HttpError(404));
  if (req.method !== "OPTIONS") return Promise.reject(new HttpError(405));
  const allow = router.methods(match.pattern).join(", ");
  return Promise.resolve(new Response(null, { status: 204, headers: { allow } }));
}

function asRoute<State>(route: Route<State> | Middleware<State>): Route<State> {
  return typeof route === "function" ? { handler: route } : route;
}
