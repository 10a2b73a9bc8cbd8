/**
 * A server that answers each request after it has let an error stray: what it is asked for says which. Prints its port.
 *
 * @module
 */
import { surviveStrayErrors } from "../../server/stray_errors.ts";

const STRAYS: Record<string, () => void> = {
  "/rejection": () => void Promise.reject(new Error("nobody caught this rejection")),
  "/error": () =>
    void setTimeout(() => {
      throw new Error("nobody caught this error");
    }),
  "/hostile": () =>
    void Promise.reject(
      Object.defineProperty(new Error("x"), "stack", {
        get() {
          throw new Error("no stack for you");
        },
      }),
    ),
};

surviveStrayErrors();
Deno.serve({
  port: 0,
  hostname: "127.0.0.1",
  onListen: ({ port }) => console.log(port),
}, async (request) => {
  STRAYS[new URL(request.url).pathname]?.();
  // By then it has strayed.
  await new Promise((resolve) => setTimeout(resolve));
  return new Response("here");
});
