import { createHash, timingSafeEqual } from "node:crypto";
import type { ServerConfig } from "../config.ts";
import { createHostCheck, isLoopback } from "./host_names.ts";

/** How long a browser stays signed in, in seconds. */
const SIGNED_IN_SECONDS = 30 * 24 * 3600;

/** Where a server runs, as far as it matters for who may use it. */
export interface Surroundings {
  /** A platform brings requests from everywhere, whatever address is listened on, and for this server's names alone. */
  isDeployed: boolean;
  /** Name of this machine in its network. */
  machine?: string;
}

/** Who may use the server, and by which names. */
export interface Access {
  /** The token, where one was made for this start; undefined where it was configured. */
  readonly madeToken: string | undefined;
  /** Whether all clients must show the token, those on this machine too. */
  readonly isGuarded: boolean;
  /** Whether the server goes by a name (`URL.hostname`). */
  knowsHost(hostname: string): boolean;
  /** Whether a client at an address must show the token. */
  asks(remote: Deno.Addr): boolean;
  /** Whether this text is the token. Takes the same time for all that are not. */
  isToken(text: string): boolean;
  /** Whether a request shows the token: as `Authorization: Bearer`, or by the cookie of an earlier visit. */
  admits(request: Request): boolean;
  /** The `Set-Cookie` header that keeps a browser signed in. */
  cookie(url: URL): string;
}

/**
 * Decides who may use a server. One that listens on loopback alone asks nobody on this machine for a token, unless one
 * is configured; all others ask everybody, and make a token where none is configured.
 */
export function createAccess(
  { host, token, allowedHosts }: Pick<ServerConfig, "host" | "token" | "allowedHosts">,
  { isDeployed, machine }: Surroundings,
): Access {
  const isGuarded = isDeployed || token !== undefined || !isLoopback(host);
  const secret = token ?? newToken();
  const digest = sha256(secret);
  // The cookie goes to every port of this host: what it holds is not the token, but made from it.
  const cookieDigest = sha256(cookieValue(secret));
  const isToken = (text: string) => timingSafeEqual(sha256(text), digest);
  const names = isDeployed ? ["*"] : allowedHosts;
  return {
    madeToken: isGuarded && token === undefined ? secret : undefined,
    isGuarded,
    knowsHost: createHostCheck({ host, allowedHosts: names, machine }),
    asks: (remote) => isGuarded || !isNear(remote),
    isToken,
    admits({ headers, url }) {
      const bearer = /^Bearer +(\S+) *$/i.exec(headers.get("Authorization") ?? "")?.[1];
      if (bearer !== undefined) return isToken(bearer);
      const shown = readCookies(headers.get("Cookie") ?? "", cookieName(new URL(url)));
      return shown.some((one) => timingSafeEqual(sha256(one), cookieDigest));
    },
    cookie(url) {
      const secure = url.protocol === "https:" ? "; Secure" : "";
      return `${cookieName(url)}=${cookieValue(secret)}; Path=/; Max-Age=${SIGNED_IN_SECONDS}; ` +
        `HttpOnly; SameSite=Strict${secure}`;
    },
  };
}

function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
}

/** Cookies do not tell ports apart; their names do, so that two servers on a host keep out of each other's way. */
function cookieName(url: URL): string {
  return `psynapse_${url.port || url.protocol.slice(0, -1)}`;
}

function cookieValue(token: string): string {
  return createHash("sha256").update(`psynapse cookie\n${token}`).digest("base64url");
}

/** All of that name: what else runs on this host can set one too, and must not lock anybody out with it. */
function readCookies(header: string, name: string): string[] {
  const pairs = header.split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((one) =>
    one.slice(name.length + 1)
  );
}

function isNear(remote: Deno.Addr): boolean {
  return !("hostname" in remote) || isLoopback(remote.hostname);
}

/** All digests have one length, so that a comparison tells nothing of the length of what is compared. */
function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
