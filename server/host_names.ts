/** What decides which names a server answers to. */
export interface HostNameOptions {
  /** Address or name that is listened on. */
  host: string;
  /** Further names, in lower case; `*` admits all. */
  allowedHosts: readonly string[];
  /** Name of this machine in its network, where others may use it. */
  machine?: string;
}

/**
 * Makes the check of the names that requests are addressed to. A page of another site can have its own name point to
 * this machine (DNS rebinding), and is then of one origin with the server; but its requests bear that name.
 *
 * A server on loopback goes by the names of loopback. On other addresses every numeric address is good too: a browser
 * that names a number has asked no name server.
 *
 * @returns says whether a host name, as `URL.hostname` has it, is one of the server's
 */
export function createHostCheck(options: HostNameOptions): (hostname: string) => boolean {
  const { host, machine, allowedHosts } = options;
  if (allowedHosts.includes("*")) return () => true;
  const isLocal = isLoopback(host);
  const names = new Set(["localhost", bare(host.toLowerCase()), ...allowedHosts]);
  if (!isLocal && machine !== undefined) {
    names.add(machine.toLowerCase()).add(`${machine.toLowerCase()}.local`);
  }
  return (hostname) => {
    const name = bare(hostname);
    return names.has(name) || name.endsWith(".localhost") ||
      (isLocal ? isLoopback(name) : isNumeric(name));
  };
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" ||
    /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** The host name in a `Host` header, as `URL.hostname` has it; undefined where there is none in it. */
export function headerHostname(header: string): string | undefined {
  const url = URL.canParse(`http://${header}`) ? new URL(`http://${header}`) : undefined;
  // A header with a path, a query or a user in it would be read in different ways.
  return url === undefined || /[/\\?#@]/.test(header) ? undefined : url.hostname;
}

/** Without the brackets of IPv6, and without the dot that ends a full name. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function isNumeric(name: string): boolean {
  return name.includes(":") || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
}
