/**
 * Entry of a host, a subprocess that runs the ops of one nodepack with that pack's permissions.
 *
 * @module
 */
import { LineReader } from "./frames.ts";
import { Host } from "./host.ts";
import { loadPackFile } from "./pack_files.ts";
import type { StartMessage, ToHost } from "./protocol.ts";

// Standard output belongs to the protocol.
console.log = console.info = console.debug = console.error;

let host: Host | undefined;
addEventListener("unload", () => host?.flush());
// Nothing that an op leaves behind may end its host. What an op awaits is its own error all the same.
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  console.error("Unhandled rejection:", event.reason);
});
addEventListener("error", (event) => {
  event.preventDefault();
  console.error("Uncaught error:", event.error ?? event.message);
});

const parse = JSON.parse;
const reader = new LineReader();
for await (const bytes of Deno.stdin.readable) {
  for (const line of reader.push(bytes)) {
    const message = parse(line) as ToHost;
    if (message.type !== "start") host?.receive(message);
    else {
      host = new Host(message satisfies StartMessage, {
        load: loadPackFile,
        workers: () => Promise.reject(new Error("not yet")),
      });
      void host.load();
    }
  }
}
// The server is gone.
Deno.exit(0);
