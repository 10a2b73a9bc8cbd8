import { stripVTControlCharacters as plain, types } from "node:util";
import type { OpFileName } from "../catalog/types.ts";
import { type HostPack, opErrorMessage } from "./denied_access.ts";
import type { PackLoader } from "./pack_files.ts";
import type { LoadedExport, LoadedFile } from "./protocol.ts";

/** A file's exports, or why there are none. */
export type LoadResult =
  | { ok: true; exports: Record<string, unknown> }
  | { ok: false; message: string; line?: number };

/** Loads a file of the pack with `load`; what it throws while loading becomes the result. */
export async function loadFile(
  file: OpFileName,
  load: PackLoader,
  pack?: HostPack,
): Promise<LoadResult> {
  try {
    return { ok: true, exports: await load(file) };
  } catch (error) {
    return { ok: false, ...describeLoadError(error, file, pack) };
  }
}

/** Says what a loaded file holds, for the catalog. */
export function inspectFile(file: OpFileName, result: LoadResult): LoadedFile {
  if (!result.ok) return { file, ...result };
  const exports = Object.entries(result.exports).map(([name, value]) => inspectExport(name, value));
  return { file, ok: true, exports };
}

/** Whether a file has generator functions, which workers run. */
export function hasGenerators(result: LoadResult | undefined): boolean {
  return result?.ok === true && Object.values(result.exports).some(isGeneratorFunction);
}

const { isGeneratorFunction } = types;
const sourceOf = Function.prototype.toString;

function inspectExport(name: string, value: unknown): LoadedExport {
  if (typeof value !== "function") return { name, kind: "other", source: "" };
  const source = sourceOf.call(value);
  if (!/^class\b/.test(source)) return { name, kind: "function", source };
  const call: unknown = value.prototype?.call;
  const hasCall = typeof call === "function";
  return { name, kind: "class", source: hasCall ? sourceOf.call(call) : "", hasCall };
}

/** The message without colours, stack and code frame, and the line of the pack's file when it is named. */
function describeLoadError(
  error: unknown,
  file: OpFileName,
  pack: HostPack | undefined,
): { message: string; line?: number } {
  const message = plain(opErrorMessage(error, pack));
  const where = `${message}\n${error instanceof Error ? plain(error.stack ?? "") : ""}`;
  const line = new RegExp(`/${file.replace(".", "\\.")}:(\\d+):\\d+`).exec(where)?.[1];
  const [summary] = message.split("\n");
  const tidy = summary.replace(/\s+at file:\/\/\S+$/, "")
    .replace(/^(The module's source code could not be parsed|SyntaxError): /, "Cannot be parsed: ")
    .replace(
      /^Failed (?:loading \S+ for package "(.+)"|caching npm package '(.+)')$/,
      (_, name, version) =>
        `The npm package "${
          name ?? version
        }" is not there. Name it under "imports" in the pack's ` +
        "deno.json, and start the server again: packages are fetched at start.",
    )
    .replace(
      /^Import (".*") not a dependency and not in import map from .*$/,
      'Imports $1, which "imports" in the pack\'s deno.json does not name. Add it there, such as ' +
        '"npm:<package>@<version>", and start the server again: packages are fetched at start.',
    );
  return line === undefined ? { message: tidy } : { message: tidy, line: Number(line) };
}
