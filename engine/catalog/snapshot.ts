import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { errorMessage, PsynapseError } from "../core/errors.ts";
import { FormReader } from "../core/form.ts";
import { own } from "../core/own.ts";
import { opKind, type OpSchema, type Problem, VALUE_TYPES } from "../core/schema.ts";
import { versionOf } from "./catalog_version.ts";
import { parsePermissions } from "./permissions.ts";
import {
  type CatalogOp,
  type CatalogSnapshot,
  type Nodepack,
  OP_FILES,
  type OpFileName,
} from "./types.ts";

/** Form of the file; another number is not read. */
const FORMAT = 2;

/**
 * Writes a catalog as text, to be read where the same nodepacks stand, perhaps in another folder or on another machine:
 * paths in packs become relative to them.
 */
export function serializeCatalog({ packs, ops, problems }: CatalogSnapshot): string {
  const movable = packs.map(({ name, files, imports, permissions, version, dir }) => ({
    name,
    files,
    imports: mapTexts(imports, (it) => relativeAddress(it, dir)),
    permissions: mapTexts(permissions, (it) => relativePath(it, dir)),
    version,
  }));
  return JSON.stringify({ format: FORMAT, packs: movable, ops, problems });
}

/**
 * Reads what {@link serializeCatalog} wrote. Whether the packs are still as they were then is told by loading:
 * a `CatalogLoader` that knows the snapshot loads only those that are not.
 *
 * @param nodepackDir folder that holds the nodepacks here
 * @throws PsynapseError "catalog" that names the field
 */
export function parseCatalog(text: string, nodepackDir: string): CatalogSnapshot {
  const root = realPath(nodepackDir);
  const folder = basename(resolve(nodepackDir));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new PsynapseError("catalog", `The catalog snapshot is no JSON: ${errorMessage(cause)}`, {
      cause,
    });
  }
  const file = read.object(json, "snapshot");
  if (own(file, "format") !== FORMAT) {
    throw new PsynapseError(
      "catalog",
      `The catalog snapshot is of another version of Psynapse. Build it again: deno task build`,
      { field: "format" },
    );
  }
  const content = {
    packs: list(file, "packs", (it, at) => parsePack(it, at, root)),
    ops: list(file, "ops", (it, at) => parseOp(it, at, folder)),
    problems: list(file, "problems", (it, at) => parseProblem(it, at, folder)),
  };
  return { version: versionOf(content), ...content };
}

const read = new FormReader("catalog");

function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return resolve(path);
    throw error;
  }
}

function list<T>(
  object: Record<string, unknown>,
  key: string,
  parse: (item: unknown, at: string) => T,
  at = "",
): T[] {
  return read.list(own(object, key), at + key).map((it, i) => parse(it, `${at}${key}[${i}]`));
}

function parsePack(json: unknown, at: string, root: string): Nodepack {
  const pack = read.object(json, at);
  const name = read.name(own(pack, "name"), `${at}.name`);
  const dir = join(root, name);
  const base = `${pathToFileURL(dir)}/`;
  const imports = read.object(own(pack, "imports"), `${at}.imports`);
  for (const [key, value] of Object.entries(imports)) read.name(value, `${at}.imports.${key}`);
  return {
    name,
    dir,
    files: list(pack, "files", parseFileName, `${at}.`),
    imports: mapTexts(
      imports as Record<string, string>,
      (it) => /^\.{1,2}\//.test(it) ? new URL(it, base).href : it,
    ),
    permissions: parsePermissions(own(pack, "permissions"), dir),
    version: read.name(own(pack, "version"), `${at}.version`),
  };
}

function parseFileName(json: unknown, at: string): OpFileName {
  return typeof json === "string" && Object.hasOwn(OP_FILES, json)
    ? json as OpFileName
    : read.fail(at, `one of ${Object.keys(OP_FILES).join(", ")}`, json);
}

function parseOp(json: unknown, at: string, folder: string): CatalogOp {
  const op = read.object(json, at);
  const file = parseFileName(own(op, "file"), `${at}.file`);
  const parsed = parseSchema(own(op, "schema"), `${at}.schema`);
  const schema = { ...parsed, filepath: moved(parsed.filepath, folder) };
  // Generators in the file of the functions are of the other kinds.
  const kind = OP_FILES[file] === "function" ? opKind(schema) : OP_FILES[file];
  if (own(op, "kind") !== kind) read.fail(`${at}.kind`, `"${kind}"`, own(op, "kind"));
  return {
    schema,
    kind,
    file,
    ...signalPlace(own(op, "signalAt"), schema.params.length, `${at}.signalAt`),
    ...(own(op, "isPure") === true ? { isPure: true } : {}),
  };
}

function signalPlace(place: unknown, params: number, at: string): Pick<CatalogOp, "signalAt"> {
  if (place === undefined) return {};
  if (typeof place !== "number" || !Number.isInteger(place) || place < 0 || place > params) {
    return read.fail(at, `a place from 0 to ${params}`, place);
  }
  return { signalAt: place };
}

/** A path that begins with the name of the folder of nodepacks, with the name that it has here. */
function moved(path: string, folder: string): string {
  return folder + path.slice(path.indexOf("/"));
}

function parseSchema(json: unknown, at: string): OpSchema {
  const schema = read.object(json, at);
  for (const key of ["name", "filepath", "pack"]) read.name(own(schema, key), `${at}.${key}`);
  if (typeof own(schema, "docstring") !== "string") {
    read.fail(`${at}.docstring`, "a text", own(schema, "docstring"));
  }
  for (const key of ["is_progress_node", "is_stream_node"]) read.flag(schema, key, at);
  list(schema, "params", checkTyped, `${at}.`);
  list(schema, "returns", checkTyped, `${at}.`);
  // The rest only matters to those who read it, and was written by the same version.
  return json as OpSchema;
}

function checkTyped(json: unknown, at: string): void {
  const typed = read.object(json, at);
  read.name(own(typed, "name"), `${at}.name`);
  read.oneOf(read.name(own(typed, "type"), `${at}.type`), `${at}.type`, VALUE_TYPES, "Any");
}

function parseProblem(json: unknown, at: string, folder: string): Problem {
  read.name(own(read.object(json, at), "message"), `${at}.message`);
  const problem = json as Problem;
  return problem.pack === undefined || problem.file === undefined
    ? problem
    : { ...problem, file: moved(problem.file, folder) };
}

/** The same value with other texts, at any depth. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((it) => mapTexts(it, change)) as T;
  const entries = Object.entries(value).map(([key, it]) => [key, mapTexts(it, change)]);
  return Object.fromEntries(entries);
}

function relativePath(path: string, dir: string): string {
  if (path === dir) return "./";
  const inside = path.startsWith(dir) && /^[/\\]/.test(path.slice(dir.length));
  return inside ? `.${path.slice(dir.length)}` : path;
}

function relativeAddress(address: string, dir: string): string {
  const base = `${pathToFileURL(dir)}/`;
  return address.startsWith(base) ? `./${address.slice(base.length)}` : address;
}
