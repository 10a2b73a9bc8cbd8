import type { FileInspection, InspectNodepack, Nodepack, OpFileName } from "../catalog/types.ts";
import { errorMessage } from "../core/errors.ts";
import { HostProcess, type HostSettings } from "./host_process.ts";

/** How {@link createInspector} works. */
export interface InspectorOptions extends HostSettings {
  /** How long a file may take to load, in milliseconds; 10 s by default. */
  timeout?: number;
  /** Takes over a host that has loaded its pack; without it, hosts are ended. */
  adopt?: (host: HostProcess) => void;
}

/** Makes the function that loads packs in hosts of their own, for the catalog. */
export function createInspector(options: InspectorOptions): InspectNodepack {
  return (pack, signal) => inspect(pack, options, signal);
}

async function inspect(
  pack: Nodepack,
  options: InspectorOptions,
  signal: AbortSignal | undefined,
): Promise<FileInspection[]> {
  const results = new Map<OpFileName, FileInspection>();
  // A file that takes its host down is left out, and the others are tried again.
  for (;;) {
    const files = pack.files.filter((file) => !results.has(file));
    if (files.length === 0) break;
    for (const result of await load(pack, files, options, signal)) results.set(result.file, result);
  }
  return pack.files.map((file) => results.get(file)!);
}

/** Loads files in one host. When that ends early, the one that ended it comes back, else all of them. */
async function load(
  pack: Nodepack,
  files: OpFileName[],
  { timeout = 10_000, adopt, ...settings }: InspectorOptions,
  signal: AbortSignal | undefined,
): Promise<FileInspection[]> {
  signal?.throwIfAborted();
  const host = new HostProcess({ ...settings, pack, files, inspect: true });
  const end = () => void host.kill();
  signal?.addEventListener("abort", end);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, timeout);
  let isKept = false;
  try {
    const loaded = await host.ready;
    const isWhole = files.length === pack.files.length && loaded.every((file) => file.ok);
    isKept = isWhole && adopt !== undefined;
    return loaded;
  } catch (error) {
    signal?.throwIfAborted();
    const { loading } = host;
    const message = isLate
      ? `Does not finish loading within ${timeout / 1000} s`
      : loading
      ? `Ends its process while it is loaded: ${errorMessage(error)}`
      : `Its host cannot start: ${errorMessage(error)}`;
    return (loading ? [loading] : files).map((file) => ({ file, ok: false, message }));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    if (isKept) adopt?.(host);
    else await host.kill();
  }
}
