type Handler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Puts the route before an app that tells open pages which start of the server they talk to. */
export function liveReload(handler: Handler): Handler {
  const revision = crypto.randomUUID();
  return (req, info) => {
    if (new URL(req.url).pathname !== "/_frsh/alive") return handler(req, info);
    // The stream stays open: the browser notices its end as the server's, and reconnects.
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`retry: 300\ndata: ${revision}\n\n`));
      },
    });
    const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
    return Promise.resolve(new Response(body, { headers }));
  };
}
