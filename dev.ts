/**
 * Builds the app (`deno task build`), or serves it while it is developed (`deno task dev`).
 *
 * @module
 */
import { Builder } from "fresh/dev";
import { nodepackFolder, readStartConfig } from "./config.ts";
import { bundleCss } from "./scripts/bundle_css.ts";
import { buildCatalog } from "./server/built_engine.ts";
import { HOME, processSource } from "./server/environment.ts";
import { problemLine } from "./server/problem_line.ts";

const builder = new Builder({ target: "es2022" });
builder.onTransformStaticFile({ pluginName: "bundle-css", filter: /\.css$/ }, bundleCss);

if (Deno.args.includes("build")) {
  await builder.build();
  const nodepackDir = nodepackFolder(processSource([]), undefined);
  const { ops, packs, problems } = await buildCatalog(HOME, nodepackDir);
  console.log(`Catalog: ${ops.length} ops in ${packs.length} nodepacks`);
  for (const problem of problems) console.error(problemLine(problem));
} else {
  const request = readStartConfig(processSource(Deno.args));
  if (request.help) throw new Error("For help: deno task start --help");
  const { host: hostname, port } = request.config;
  await builder.listen(async () => {
    const main = await import("./main.ts");
    const { madeToken } = main.services.access;
    if (madeToken !== undefined) console.log(`The token to open it with: /?token=${madeToken}`);
    return main;
  }, { hostname, port });
}
