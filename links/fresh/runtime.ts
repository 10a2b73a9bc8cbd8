/**
 * What islands and components may import as `fresh/runtime`, in the browser and on the server.
 *
 * @module
 */
export { asset } from "./src/asset.ts";
export { type ErrorStatus, HttpError } from "./src/http_error.ts";

/** True in a browser, false while rendering on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";
