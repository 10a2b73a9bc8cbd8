import { dirname } from "node:path";

/** What the stand-in needs of a deno.json. */
export interface DenoConfig {
  /** Absolute path of the folder it is in; `imports` are relative to it. */
  folder: string;
  imports: Readonly<Record<string, string>>;
  jsxImportSource: string;
}

/**
 * Reads the deno.json in a folder, or in the nearest one above it.
 *
 * @throws where there is none, or it does not say what JSX is
 */
export async function findConfig(folder: string): Promise<DenoConfig> {
  for (let at = folder;; at = dirname(at)) {
    const text = await readText(`${at}/deno.json`);
    if (text !== null) return parseConfig(text, at);
    if (dirname(at) === at) throw new Error(`There is no deno.json in ${folder} or above it.`);
  }
}

function parseConfig(text: string, folder: string): DenoConfig {
  const config: unknown = JSON.parse(text);
  const { imports, compilerOptions } = Object(config);
  const jsxImportSource: unknown = Object(compilerOptions).jsxImportSource;
  if (typeof jsxImportSource !== "string") {
    throw new Error(`Set compilerOptions.jsxImportSource to "preact" in ${folder}/deno.json.`);
  }
  return { folder, imports: Object(imports), jsxImportSource };
}

async function readText(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
