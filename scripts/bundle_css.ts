import { buildSync } from "esbuild";

/** A CSS file that Fresh's builder wants transformed. */
export interface CssFile {
  /** Absolute path. */
  path: string;
  mode: "development" | "production";
}

/**
 * Puts what a style sheet `@import`s into it, from npm packages too
 * (`@import "@xyflow/react/dist/style.css"`), and minifies it in production.
 *
 * @throws with esbuild's messages, which name file and line
 */
export function bundleCss({ path, mode }: CssFile): { content: string } {
  // Synchronous, because that runs esbuild once: the asynchronous form leaves a process running.
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: mode === "production",
    logLevel: "silent",
  });
  return { content: outputFiles[0].text };
}
