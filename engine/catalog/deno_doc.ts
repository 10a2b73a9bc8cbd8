import { pathToFileURL } from "node:url";
import { runDenoTool, type ToolOptions } from "./deno_tool.ts";
import { parseDocOutput, toPath } from "./doc_json.ts";
import type { ModuleDoc } from "./doc_model.ts";

/** What `deno doc` said of some modules. */
export type DocResult =
  | { ok: true; modules: Map<string, ModuleDoc> }
  /** Why it read none of them, and where: absolute path, 1-based line. */
  | { ok: false; message: string; file?: string; line?: number };

/** How `deno doc` is run. */
export type DocOptions = Omit<ToolOptions, "files">;

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
  const result = await runDenoTool("doc", files.map((path) => pathToFileURL(path).href), options);
  if ("message" in result) return { ok: false, message: result.message };
  return result.success
    ? { ok: true, modules: parseDocOutput(result.stdout) }
    : { ok: false, ...describeFailure(result.stderr) };
}

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
