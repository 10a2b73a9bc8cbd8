import type { Plan } from "./app.ts";
import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { runRoute } from "./run_route.ts";
import type { Middleware } from "./types.ts";

/**
 * Runs a chain; where it throws, answers with the app's own page for that, or with plain text.
 * As in Fresh, the app's page does its own logging; the plain answer to an error that is no
 * `HttpError` logs it and does not show it.
 */
export async function answerError<State>(
  ctx: Context<State>,
  plan: Plan<State>,
  chain: Middleware<State>,
): Promise<Response> {
  try {
    return await chain(ctx);
  } catch (error) {
    ctx.error = error;
    const status = error instanceof HttpError ? error.status : 500;
    const route = status === 404 ? plan.notFound ?? plan.errorPage : plan.errorPage;
    if (route === null) return plainAnswer(error, status);
    try {
      return await runRoute(ctx, route, status);
    } catch (second) {
      console.error(new Error("The error page failed", { cause: second }));
      return plainAnswer(error, status);
    }
  }
}

function plainAnswer(error: unknown, status: number): Response {
  if (status >= 500) console.error(error);
  const known = error instanceof HttpError;
  const text = known ? error.message || `Error ${status}` : "Internal server error";
  return new Response(text, { status });
}
