import type { Context } from "./context.ts";
import type { Middleware } from "./types.ts";

/**
 * Makes one middleware of many: each one's `ctx.next()` calls the one after it, the last one's calls
 * what `ctx.next()` was before.
 */
export function compose<State>(middlewares: readonly Middleware<State>[]): Middleware<State> {
  return (ctx) => {
    const tail = ctx.next;
    const call = async (index: number): Promise<Response> => {
      if (index === middlewares.length) return await tail();
      ctx.next = () => call(index + 1);
      return checked(await middlewares[index](ctx), ctx);
    };
    return call(0);
  };
}

function checked<State>(answer: unknown, ctx: Context<State>): Response {
  if (answer instanceof Response) return answer;
  throw new Error(
    `Expected a Response for ${ctx.req.method} ${ctx.url.pathname}, got: ${typeof answer}. ` +
      `A middleware or handler returned something else, or nothing.`,
  );
}
