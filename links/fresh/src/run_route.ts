import { type VNode } from "preact";
import type { Context } from "./context.ts";
import { renderComponent } from "./render_page.ts";
import type { HandlerFn, Method, Route } from "./types.ts";

/**
 * Answers a request by a route: its handler, then its component where the handler returns data.
 * A method the handler does not have goes on to `ctx.next()`, as in Fresh.
 */
export async function runRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  defaultStatus = 200,
): Promise<Response> {
  const handler = handlerFor(route, ctx.req.method);
  if (handler === null) return await ctx.next();
  const result = await handler(ctx);
  if (result instanceof Response) return result;
  if (typeof result !== "object" || result === null) {
    throw new Error(
      `The handler of ${ctx.req.method} ${ctx.url.pathname} returned ${typeof result}. ` +
        `Return a Response, or page(data).`,
    );
  }
  const vnode: VNode | Response | null = route.component === undefined
    ? null
    : await renderComponent(route.component, ctx, result.data, () => null);
  if (vnode instanceof Response) return vnode;
  const status = result.status ?? defaultStatus;
  return await ctx.render(vnode, { status, headers: result.headers });
}

function handlerFor<State>(route: Route<State>, method: string): HandlerFn<unknown, State> | null {
  const { handler, component } = route;
  const render: HandlerFn<unknown, State> | null = component === undefined
    ? null
    : () => ({ data: undefined });
  if (handler === undefined) return render;
  if (typeof handler === "function") return handler;
  const named = handler[method as Method];
  if (named !== undefined) return named;
  const isGet = method === "GET" || method === "HEAD";
  return isGet ? handler.GET ?? render : null;
}
