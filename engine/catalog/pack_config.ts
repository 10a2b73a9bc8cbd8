import { pathToFileURL } from "node:url";
import { errorMessage } from "../core/errors.ts";
import { isObject } from "../core/own.ts";
import { JsonSyntaxError, parseJsonWithComments } from "./json_with_comments.ts";
import { parsePermissions } from "./permissions.ts";
import type { Nodepack } from "./types.ts";

/** Names of a pack's config file, the first that is there counts. */
export const CONFIG_FILES = ["deno.json", "deno.jsonc"] as const;

/** What a pack's config file says, or what is wrong with it. */
export type PackConfig =
  | ({ ok: true } & Pick<Nodepack, "imports" | "permissions">)
  | { ok: false; message: string; line?: number };

/** What a pack has that has no config file. */
export const EMPTY_CONFIG: PackConfig = { ok: true, imports: {}, permissions: {} };

/**
 * Reads a pack's `deno.json`: `imports` and `permissions.default`. Other keys are for other tools and stay unread.
 * Addresses and paths that are relative to the pack come out absolute.
 *
 * @param text contents of the file, JSON with comments
 * @param dir folder of the pack, absolute
 */
export function parsePackConfig(text: string, dir: string): PackConfig {
  let config: unknown;
  try {
    config = parseJsonWithComments(text);
  } catch (error) {
    const line = error instanceof JsonSyntaxError ? error.line : undefined;
    const message = `This is no valid JSON: ${errorMessage(error)}`;
    return { ok: false, message, ...(line === undefined ? {} : { line }) };
  }
  try {
    if (!isObject(config)) throw new Error("the file must hold an object");
    return {
      ok: true,
      imports: parseImports(config.imports ?? {}, dir),
      permissions: parsePermissions(defaultPermissions(config.permissions), dir),
    };
  } catch (error) {
    return { ok: false, message: `Cannot use this: ${errorMessage(error)}` };
  }
}

function defaultPermissions(json: unknown): unknown {
  if (json === undefined) return {};
  if (!isObject(json)) throw new Error(`"permissions" must be an object of sets of permissions`);
  return Object.hasOwn(json, "default") ? json.default : {};
}

function parseImports(json: unknown, dir: string): Record<string, string> {
  if (!isObject(json)) throw new Error(`"imports" must be an object`);
  const imports: Record<string, string> = {};
  for (const [name, address] of Object.entries(json)) {
    if (typeof address !== "string" || address === "") {
      throw new Error(`"imports" must give an address for "${name}"`);
    }
    if (!isImportable(name)) {
      throw new Error(
        `"imports" must give addresses to names of packages and files, not to ${
          JSON.stringify(name)
        }`,
      );
    }
    // The engine gives this one itself; editors may need it to be here.
    if (name === "psynapse") continue;
    imports[name] = /^\.{0,2}\//.test(address)
      ? new URL(address, `${pathToFileURL(dir)}/`).href
      : address;
  }
  return imports;
}

/**
 * Whether a pack may say what a name leads to. Addresses and relative paths are not its own: its host is made of
 * modules with such names, which it must not put others in the place of.
 */
function isImportable(name: string): boolean {
  if (/^(npm|jsr|https?):/.test(name)) return true;
  return name !== "" && !/^\.{0,2}\//.test(name) && !/^[a-z][a-z0-9+.-]*:/i.test(name);
}
