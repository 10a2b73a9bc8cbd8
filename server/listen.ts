import type { ServerConfig } from "../config.ts";
import { refuseUnroutable } from "./refuse_unroutable.ts";

/** The address cannot be listened on; the message says why and what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** A server that takes requests. */
export interface Listener {
  /** Where, for people: `http://127.0.0.1:8000/`. */
  readonly url: string;
  /** Takes no more connections; resolves when those that are open have ended. */
  close(): Promise<void>;
}

/**
 * Starts to take requests.
 *
 * @throws {ListenError} when the address cannot be had
 */
export function listen(
  { host, port }: Pick<ServerConfig, "host" | "port">,
  fetch: Deno.ServeHandler,
): Listener {
  try {
    const server = Deno.serve(
      { hostname: host, port, onListen() {} },
      (request, info) => refuseUnroutable(request) ?? fetch(request, info),
    );
    return { url: urlOf(host, server.addr.port), close: () => server.shutdown() };
  } catch (cause) {
    throw new ListenError(reason(host, port, cause), { cause });
  }
}

/** A wildcard address is none that a browser can open. */
function urlOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}/`;
}

function reason(host: string, port: number, cause: unknown): string {
  const where = `${host}:${port}`;
  if (cause instanceof Deno.errors.AddrInUse) {
    return `Port ${port} is in use: something else listens on ${where}. Choose another with --port.`;
  }
  if (cause instanceof Deno.errors.PermissionDenied) {
    return `Listening on ${where} is not allowed here. Ports below 1024 often are not; try --port 8000.`;
  }
  if (cause instanceof Deno.errors.AddrNotAvailable) {
    return `${host} is no address of this machine. Try --host 127.0.0.1 or --host 0.0.0.0.`;
  }
  return `Cannot listen on ${where}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
