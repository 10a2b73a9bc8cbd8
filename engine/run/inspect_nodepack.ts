import type { FileInspection, InspectNodepack, Nodepack, OpFileName } from "../catalog/types.ts";
import { errorMessage } from "../core/errors.ts";
import { findForbiddenImports } from "./check_imports.ts";
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
  const refuse = (file: OpFileName, message: string) => {
    results.set(file, { file, ok: false, message });
  };
  for (const { file, message } of await findForbiddenImports(pack, signal)) refuse(file, message);
  // A file that takes its host down is left out, and the others are tried again.
  for (;;) {
    const files = pack.files.filter((file) => !results.has(file));
    if (files.length === 0) break;
    const attempt = await load(pack, files, options, signal);
    if (attempt.ok) {
      for (const result of attempt.files) results.set(result.file, result);
    } else refuse(attempt.file, attempt.message);
  }
  return pack.files.map((file) => results.get(file)!);
}

type Attempt =
  | { ok: true; files: FileInspection[] }
  | { ok: false; file: OpFileName; message: string };

async function load(
  pack: Nodepack,
  files: OpFileName[],
  { timeout = 10_000, adopt, ...settings }: InspectorOptions,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
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
    return { ok: true, files: loaded };
  } catch (error) {
    signal?.throwIfAborted();
    const file = host.loading ?? files[0];
    const message = isLate
      ? `Does not finish loading within ${timeout / 1000} s`
      : `Ends its process while it is loaded: ${errorMessage(error)}`;
    return { ok: false, file, message };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    if (isKept) adopt?.(host);
    else await host.kill();
  }
}
