/**
 * What a built `_fresh/server.js` imports. Not part of Fresh's documented API.
 *
 * @module
 */
export { attachSnapshot } from "./src/app.ts";
export { loadSnapshot } from "./src/snapshot.ts";
