import type { VNode } from "preact";
import { type PageShell, renderPage } from "./render_page.ts";
import type { Snapshot } from "./snapshot.ts";
import { unsupported } from "./unsupported.ts";

/** The app's settings, resolved. */
export interface ResolvedConfig {
  /** Absolute path of the project. */
  root: string;
  /** Always empty: the stand-in serves from the root. */
  basePath: string;
  mode: "development" | "production";
}

/** What a context is made of; only the app makes them. */
export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  route: string | null;
  params: Record<string, string>;
  config: ResolvedConfig;
  snapshot: Snapshot | null;
  shell: PageShell | null;
}

/** One request on its way through the middlewares. */
export class Context<State> {
  /** The request as it came. */
  readonly req: Request;
  /** Its URL, with repeated slashes in the path collapsed. */
  readonly url: URL;
  /** The connection it came over. */
  readonly info: Deno.ServeHandlerInfo;
  /** The pattern of the route that matched, null where none did. */
  readonly route: string | null;
  /** Values of the route's parameters. */
  readonly params: Record<string, string>;
  /** The app's settings. */
  readonly config: ResolvedConfig;
  /** What middlewares hand on to later ones and to handlers. */
  readonly state: State = {} as State;
  /** The error that is being answered, null before there is one. */
  error: unknown | null = null;
  /** Always false: the stand-in knows no partials. */
  readonly isPartial = false;
  /** Calls the next middleware, or the handler. */
  next: () => Promise<Response> = () =>
    Promise.reject(new Error("ctx.next() was called outside a middleware"));
  /** @internal */
  readonly snapshot: Snapshot | null;
  #shell: PageShell | null;

  /** @internal */
  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this.snapshot = init.snapshot;
    this.#shell = init.shell;
  }

  /** Renders JSX, inside the app wrapper, as an HTML answer. */
  async render<Props>(vnode: VNode<Props> | null, init: ResponseInit = {}): Promise<Response> {
    return await renderPage(this, vnode as VNode | null, init, this.#shell);
  }

  /** Answers with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML that is already a string. */
  html(content: string, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Redirects; a path stays on this site, whatever number of slashes it begins with. */
  redirect(pathOrUrl: string, status = 302): Response {
    const location = pathOrUrl.startsWith("/") ? pathOrUrl.replace(/^\/+/, "/") : pathOrUrl;
    return new Response(null, { status, headers: { location } });
  }

  /** Left out of the stand-in; answer with a `ReadableStream` instead. */
  stream(): never {
    throw unsupported("ctx.stream()");
  }

  /** Left out of the stand-in. */
  upgrade(): never {
    throw unsupported("ctx.upgrade()");
  }
}
