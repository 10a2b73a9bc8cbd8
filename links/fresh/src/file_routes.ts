import type { HandlerFn, Middleware, PageComponent, Route, RouteHandler } from "./types.ts";
import { type FileRoute, type LoadedRoute, once } from "./snapshot.ts";
import { unsupported } from "./unsupported.ts";

/** What a file under `routes/` may export. */
export interface FileRouteModule {
  default?: unknown;
  handler?: unknown;
  handlers?: unknown;
  config?: unknown;
  css?: unknown;
}

/** What file routes add to an app. */
export interface FileRoutes<State> {
  appWrapper: PageComponent<State> | null;
  errorPage: Route<State> | null;
  /** By the path they apply to and below. */
  middlewares: { path: string; fns: Middleware<State>[] }[];
  /** Each with a function that loads it, once. */
  routes: { pattern: string; route: () => Promise<Route<State>> }[];
}

/**
 * Sorts the files under `routes/` into what they are.
 *
 * @throws where a file exports nothing of use, or something the stand-in leaves out
 */
export function readFileRoutes<State>(
  files: readonly (LoadedRoute | FileRoute)[],
): FileRoutes<State> {
  const found: FileRoutes<State> = {
    appWrapper: null,
    errorPage: null,
    middlewares: [],
    routes: [],
  };
  for (const file of [...files].sort((a, b) => rank(a.id) - rank(b.id) || compare(a.id, b.id))) {
    const folder = file.id.slice(0, file.id.lastIndexOf("/"));
    const name = file.id.slice(folder.length + 1);
    if (/[()]/.test(file.id)) throw unsupported(`route groups (${file.file})`);
    if ("load" in file) {
      const load = once(async () => routeOf<State>({ ...file, mod: await file.load() }));
      found.routes.push({ pattern: patternOf(file.id), route: load });
      continue;
    }
    if (name === "_app" && folder === "") found.appWrapper = componentOf(file);
    else if (name === "_error" && folder === "") found.errorPage = routeOf(file);
    else if (name === "_middleware") {
      found.middlewares.push({ path: patternOf(folder), fns: middlewaresOf(file) });
    } else if (name.startsWith("_")) throw unsupported(`the route file ${file.file}`);
    else {
      const route = routeOf<State>(file);
      found.routes.push({ pattern: patternOf(file.id), route: () => Promise.resolve(route) });
    }
  }
  return found;
}

/** `/runs/[id]` becomes `/runs/:id`, `/files/[...path]` becomes `/files/:path*`. */
export function patternOf(id: string): string {
  const segments = id.split("/").filter((segment) => segment !== "");
  if (segments.at(-1) === "index") segments.pop();
  return "/" + segments.map((segment) => {
    if (segment.includes("[[")) throw unsupported(`optional parameters in routes (${id})`);
    if (segment.includes("][")) {
      throw new Error(
        `Route "${id}": a parameter cannot follow another without text between them.`,
      );
    }
    const rest = /^\[\.\.\.(\w+)\]$/.exec(segment);
    return rest ? `:${rest[1]}*` : segment.replaceAll(/\[(\w+)\]/g, ":$1");
  }).join("/");
}

/** Files that apply to others come first, then plain paths, then parameters, then the rest. */
function rank(id: string): number {
  if (/\/_[^/]*$/.test(id)) return 0;
  if (id.includes("[...")) return 3;
  return id.includes("[") ? 2 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function componentOf<State>(file: LoadedRoute): PageComponent<State> {
  const component = file.mod.default;
  if (typeof component === "function") return component as PageComponent<State>;
  throw new Error(`${file.file} has no default export. Export the component it is to render.`);
}

function middlewaresOf<State>({ mod, file }: LoadedRoute): Middleware<State>[] {
  const fns: unknown[] = [mod.handler ?? mod.handlers ?? mod.default].flat();
  if (fns.every((fn) => typeof fn === "function")) return fns as Middleware<State>[];
  throw new Error(`${file} must export by default a middleware function, or an array of them.`);
}

function routeOf<State>(file: LoadedRoute): Route<State> {
  const { mod } = file;
  if (mod.config !== undefined) throw unsupported(`the export "config" in ${file.file}`);
  if (mod.css !== undefined) throw unsupported(`the export "css" in ${file.file}`);
  const handler = mod.handler ?? mod.handlers;
  if (handler === undefined && mod.default === undefined) {
    throw new Error(
      `${file.file} exports neither a component (default) nor a "handler", so it cannot be a route.`,
    );
  }
  const component = mod.default === undefined ? undefined : componentOf<State>(file);
  return { component, handler: handlerOf<State>(handler, file.file) };
}

function handlerOf<State>(
  handler: unknown,
  file: string,
): RouteHandler<unknown, State> | undefined {
  if (handler === undefined) return undefined;
  if (typeof handler === "function") return handler as HandlerFn<unknown, State>;
  if (typeof handler === "object" && handler !== null) {
    if (Object.values(handler).every((fn) => typeof fn === "function")) {
      return handler as RouteHandler<unknown, State>;
    }
  }
  throw new Error(`${file}: "handler" must be a function, or an object of functions by method.`);
}
