import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { errorMessage } from "../core/errors.ts";
import { parseDocOutput, toPath } from "./doc_json.ts";
import type { ModuleDoc } from "./doc_model.ts";
import type { ImportMap } from "./import_map.ts";

/** What `deno doc` said of some modules. */
export type DocResult =
  | { ok: true; modules: Map<string, ModuleDoc> }
  /** Why it read none of them, and where: absolute path, 1-based line. */
  | { ok: false; message: string; file?: string; line?: number };

/** How `deno doc` is run. */
export interface DocOptions {
  importMap: ImportMap;
  signal?: AbortSignal;
  /** Milliseconds; 30 seconds unless given. */
  timeout?: number;
  /** The Deno that is run; this one unless given, or the one on the PATH where this is a compiled program. */
  execPath?: string;
}

/**
 * Runs `deno doc --json` once over all the files. One file that is broken, or imports something that is not there,
 * fails the whole call.
 *
 * It runs without config, lock file, packages and remote modules: packs have configs of their own, which one call
 * cannot follow, so what counts is in the import map. Nothing is fetched.
 *
 * @param files absolute paths
 * @throws the signal's reason when it aborts
 */
export async function denoDoc(files: string[], options: DocOptions): Promise<DocResult> {
  const { importMap, signal, timeout = 30_000, execPath = ownDeno() } = options;
  signal?.throwIfAborted();
  const dir = await Deno.makeTempDir({ prefix: "psynapse-doc-" });
  const limit = AbortSignal.timeout(timeout);
  try {
    await Deno.writeTextFile(join(dir, "import_map.json"), JSON.stringify(importMap));
    await Deno.writeTextFile(join(dir, "deno.json"), NO_WORKSPACE);
    const { success, stdout, stderr } = await new Deno.Command(execPath, {
      args: ["doc", "--json", ...FLAGS, "--import-map=import_map.json", ...files.map(toUrl)],
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DENO_NO_PACKAGE_JSON: "1" },
      cwd: dir,
      stdin: "null",
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    }).output();
    signal?.throwIfAborted();
    if (limit.aborted) return { ok: false, message: `"deno doc" took longer than ${timeout} ms` };
    return success
      ? { ok: true, modules: parseDocOutput(decode(stdout)) }
      : { ok: false, ...describeFailure(decode(stderr)) };
  } catch (error) {
    signal?.throwIfAborted();
    return { ok: false, message: `"deno doc" cannot be run: ${errorMessage(error)}` };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** A compiled program is no Deno: it would start itself. */
function ownDeno(): string {
  return Deno.build.standalone ? "deno" : Deno.execPath();
}

/** Deno looks for a workspace from the current folder upwards, also with `--no-config`. This ends the search. */
const NO_WORKSPACE = `{"workspace":[]}`;

const FLAGS = ["--no-config", "--no-lock", "--no-npm", "--no-remote"];

const toUrl = (path: string): string => pathToFileURL(path).href;
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Finds in what `deno doc` wrote to stderr what is wrong, and where. */
export function describeFailure(stderr: string): { message: string; file?: string; line?: number } {
  const error = /^error: (.*)$/m.exec(stderr)?.[1] ?? "it gave no reason";
  const unresolved = /^Failed resolving '(.*)' from '(.*)'\.$/.exec(error);
  // The warnings before the error have the places.
  const places = [
    ...stderr.matchAll(/^(?:Warning|error:) (.*)\n(?:.*\n)*?\s+at (\S+):(\d+):\d+$/gm),
  ];
  const place = unresolved === null
    ? places.find(([, message]) => message === error) ?? places.at(-1)
    : places.find(([, message, url]) =>
      url === unresolved[2] && message.includes(unresolved[1].replace(/^[./]+/, ""))
    ) ?? places.find(([, , url]) => url === unresolved[2]);
  const message = unresolved === null ? error : `Cannot find the import "${unresolved[1]}"`;
  if (place === undefined) {
    return unresolved === null ? { message } : { message, file: toPath(unresolved[2]) };
  }
  return { message, file: toPath(place[2]), line: Number(place[3]) };
}
