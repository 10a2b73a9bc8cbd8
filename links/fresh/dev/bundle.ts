import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { findConfig } from "./deno_config.ts";
import { denoImports } from "./resolve.ts";

/** What to bundle. */
export interface BundleOptions {
  /** Project root, absolute. */
  root: string;
  /** Absolute paths of the island files. */
  islands: readonly string[];
  mode: "development" | "production";
  /** Browsers to build for, in esbuild's words. */
  target: string | string[];
}

/** The browser code. */
export interface Bundle {
  /** URL of the module that hydrates islands. */
  clientEntry: string;
  /** By island file. */
  islands: Map<string, { chunk: string; preload: string[] }>;
  /** Contents by URL path. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
}

/** URL folder of the bundle; names in it carry a hash of the content. */
export const BUNDLE_URL = "/_fresh/js/";

/**
 * Bundles islands into ES modules. What several of them share, and what they `import()`, become
 * modules of their own.
 *
 * @throws with esbuild's messages, which name file and line
 */
export async function bundleIslands(options: BundleOptions): Promise<Bundle> {
  const { root, islands, mode, target } = options;
  const dev = mode === "development";
  const entry = fileURLToPath(import.meta.resolve(dev ? "../client/dev.ts" : "../client/boot.ts"));
  const config = await findConfig(root);
  try {
    const result = await esbuild.build({
      entryPoints: [
        { in: entry, out: "fresh-runtime" },
        ...islands.map((file) => ({
          in: file,
          out: nameOf(file),
        })),
      ],
      absWorkingDir: root,
      outdir: `${root}${BUNDLE_URL}`,
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "browser",
      splitting: true,
      minify: !dev,
      sourcemap: dev ? "inline" : false,
      legalComments: "none",
      entryNames: "[name]-[hash]",
      chunkNames: "[name]-[hash]",
      target,
      jsx: "automatic",
      jsxDev: dev,
      jsxImportSource: config.jsxImportSource,
      define: { "process.env.NODE_ENV": JSON.stringify(mode) },
      plugins: [denoImports(config)],
      logLevel: "silent",
    });
    return describe(result.outputFiles, result.metafile, root, [entry, ...islands]);
  } finally {
    // It is a process of its own, which would outlive the build.
    await esbuild.stop();
  }
}

function describe(
  outputs: esbuild.OutputFile[],
  metafile: esbuild.Metafile,
  root: string,
  [entry, ...islands]: readonly string[],
): Bundle {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { path, contents } of outputs) {
    files.set(path.slice(root.length), new Uint8Array(contents));
  }
  const byInput = new Map<string, string>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint !== undefined) byInput.set(resolve(root, output.entryPoint), path);
  }
  const outputOf = (file: string): string => {
    const path = byInput.get(file);
    if (path === undefined) throw new Error(`esbuild made no module of ${file}`);
    return path;
  };
  return {
    files,
    clientEntry: `/${outputOf(entry)}`,
    islands: new Map(islands.map((file) => {
      const path = outputOf(file);
      return [file, { chunk: `/${path}`, preload: importsOf(path, metafile) }];
    })),
  };
}

/** URLs of what a module imports statically, directly or not. */
function importsOf(path: string, metafile: esbuild.Metafile): string[] {
  const found = new Set<string>();
  const visit = (from: string) => {
    for (const { path: to, kind } of metafile.outputs[from].imports) {
      if (kind !== "import-statement" || found.has(`/${to}`)) continue;
      found.add(`/${to}`);
      visit(to);
    }
  };
  visit(path);
  return [...found];
}

/** The name of an island: its file's, without folder and extension. */
export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}
