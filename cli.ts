/**
 * The command line, and the entry of the compiled binary.
 *
 * @module
 */
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { host: { type: "string" }, port: { type: "string" } },
});
if (positionals[0] !== "start") throw new Error("Usage: psynapse start [--host H] [--port P]");

// The build's server is generated, so nothing is known of it until it is loaded.
const server: { default: { fetch: Deno.ServeHandler } } = await import(
  new URL("./_fresh/server.js", import.meta.url).href
);
await Deno.serve(
  { hostname: values.host ?? "127.0.0.1", port: Number(values.port ?? 8000) },
  server.default.fetch,
).finished;
