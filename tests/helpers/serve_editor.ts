import { Builder } from "fresh/dev";
import { bundleCss } from "../../scripts/bundle_css.ts";
import { createApp } from "../../server/app.ts";
import type { Services } from "../../server/services.ts";

const ROOT = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");

/** A server of the whole app on a port of its own. */
export interface EditorServer extends AsyncDisposable {
  readonly url: string;
  /** Ends it at once, connections and all; `start` begins again on the same port. */
  cut(): Promise<void>;
  start(): void;
}

let built: ReturnType<Builder["build"]> | undefined;

/** Builds the app once for all tests of a file, as production does, and keeps the build in memory. */
function build(): ReturnType<Builder["build"]> {
  const builder = new Builder({ root: ROOT, target: "es2022" });
  builder.onTransformStaticFile({ pluginName: "bundle-css", filter: /\.css$/ }, bundleCss);
  return built ??= builder.build({ mode: "production", snapshot: "memory" });
}

/** Serves the editor and the API around `services`. */
export async function serveEditor(services: Services): Promise<EditorServer> {
  const apply = await build();
  const app = createApp(services);
  apply(app);
  const handler = app.handler();
  let cutting = new AbortController();
  const listen = (port: number) =>
    Deno.serve(
      { port, hostname: "127.0.0.1", onListen() {}, signal: cutting.signal },
      handler,
    );
  let server = listen(0);
  const { port } = server.addr;
  return {
    url: `http://127.0.0.1:${port}`,
    async cut() {
      cutting.abort();
      await server.finished;
    },
    start() {
      cutting = new AbortController();
      server = listen(port);
    },
    async [Symbol.asyncDispose]() {
      cutting.abort();
      await server.finished;
    },
  };
}
