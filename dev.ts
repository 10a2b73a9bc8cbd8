/**
 * Builds the app (`deno task build`), or serves it while it is developed (`deno task dev`).
 *
 * @module
 */
import { Builder } from "fresh/dev";
import { readStartConfig } from "./config.ts";
import { bundleCss } from "./scripts/bundle_css.ts";

const builder = new Builder({ target: "es2022" });
builder.onTransformStaticFile({ pluginName: "bundle-css", filter: /\.css$/ }, bundleCss);

if (Deno.args.includes("build")) {
  await builder.build();
} else {
  const request = readStartConfig({
    args: Deno.args,
    env: (name) => Deno.env.get(name),
    cwd: Deno.cwd(),
    home: import.meta.dirname ?? Deno.cwd(),
    isFolder: () => true,
  });
  const { host: hostname, port } = request.help
    ? { host: "127.0.0.1", port: 8000 }
    : request.config;
  await builder.listen(() => import("./main.ts"), { hostname, port });
}
