import { Builder } from "fresh/dev";
import { bundleCss } from "./scripts/bundle_css.ts";

const builder = new Builder({ target: "es2022" });
builder.onTransformStaticFile({ pluginName: "bundle-css", filter: /\.css$/ }, bundleCss);

if (Deno.args.includes("build")) {
  await builder.build();
} else {
  await builder.listen(() => import("./main.ts"));
}
