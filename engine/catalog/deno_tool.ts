import { join } from "node:path";
import { errorMessage } from "../core/errors.ts";
import type { ImportMap } from "./import_map.ts";

/** How a tool of Deno is run. */
export interface ToolOptions {
  importMap: ImportMap;
  signal?: AbortSignal;
  /** Milliseconds; 30 seconds unless given. */
  timeout?: number;
  /** The Deno that is run; this one unless given, or the one on the PATH where this is a compiled program. */
  execPath?: string;
  /** Files that the tool finds in its folder, by name. */
  files?: Readonly<Record<string, string>>;
}

/** What a tool wrote; without success, to `stderr`. A `message` says why it could not be run to its end; `isMissing`, that there
 * is no Deno. */
export type ToolResult =
  | { success: boolean; stdout: string; stderr: string }
  | { success: false; message: string; isMissing?: boolean };

/**
 * Runs `deno doc` or `deno info` without config, lock file, packages and remote modules, in a folder of its own.
 * Nothing is fetched, and what counts is in the import map.
 *
 * @param args what stands behind the flags that all tools have
 * @throws the signal's reason when it aborts
 */
export async function runDenoTool(
  tool: "doc" | "info",
  args: string[],
  { importMap, signal, timeout = 30_000, execPath = ownDeno(), files = {} }: ToolOptions,
): Promise<ToolResult> {
  signal?.throwIfAborted();
  const dir = await Deno.makeTempDir({ prefix: `psynapse-${tool}-` });
  const limit = AbortSignal.timeout(timeout);
  const written = {
    "import_map.json": JSON.stringify(importMap),
    "deno.json": NO_WORKSPACE,
    ...files,
  };
  try {
    for (const [name, text] of Object.entries(written)) {
      await Deno.writeTextFile(join(dir, name), text);
    }
    const { success, stdout, stderr } = await new Deno.Command(execPath, {
      args: [tool, "--json", ...FLAGS, "--import-map=import_map.json", ...args],
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DENO_NO_PACKAGE_JSON: "1" },
      cwd: dir,
      stdin: "null",
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    }).output();
    signal?.throwIfAborted();
    if (limit.aborted) {
      return { success: false, message: `"deno ${tool}" took longer than ${timeout} ms` };
    }
    return { success, stdout: decode(stdout), stderr: decode(stderr) };
  } catch (error) {
    signal?.throwIfAborted();
    const message = `"deno ${tool}" cannot be run: ${errorMessage(error)}`;
    return { success: false, message, isMissing: error instanceof Deno.errors.NotFound };
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

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
