/**
 * The stand-in for `fresh/dev`: builds the browser code, and serves the app while it is developed.
 *
 * @module
 */
export { Builder, type BuildOptions } from "./builder.ts";
export type { OnTransformArgs, OnTransformOptions, TransformFn } from "./transform.ts";
