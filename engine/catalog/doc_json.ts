import { fileURLToPath } from "node:url";
import { PsynapseError } from "../core/errors.ts";
import { isObject } from "../core/own.ts";
import type {
  ClassDoc,
  Declaration,
  DeclarationBody,
  EnumMember,
  ImportDoc,
  JsDoc,
  Location,
  MethodDoc,
  ModuleDoc,
} from "./doc_model.ts";
import {
  memberName,
  object,
  objects,
  parseObjectBody,
  parseOptionalType,
  parseParams,
  parseSignature,
  parseType,
  parseTypeParams,
  text,
} from "./doc_type_json.ts";
import { type OpTag, opTag } from "./op_tags.ts";
import { purityTag } from "./purity.ts";

/** The form of `deno doc --json` that is read here. */
const FORMAT = 2;

/**
 * Reads the output of `deno doc --json`. Keys are absolute paths, or URLs of modules that are no files.
 *
 * @throws PsynapseError "catalog" when it is not JSON of the form that is known
 */
export function parseDocOutput(output: string): Map<string, ModuleDoc> {
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch (cause) {
    throw new PsynapseError("catalog", `"deno doc" gave no JSON`, { cause });
  }
  const { version, nodes } = object(json);
  if (version !== FORMAT || !isObject(nodes)) {
    throw new PsynapseError(
      "catalog",
      `"deno doc" gave JSON of version ${version}, but version ${FORMAT} is what is read here: ` +
        `use the version of Deno that the README names`,
    );
  }
  return new Map(
    Object.entries(nodes).map(([url, module]) => [toPath(url), parseModule(object(module))]),
  );
}

/** The path of a file URL; other URLs stay. */
export function toPath(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url) : url;
}

function parseModule(module: Record<string, unknown>): ModuleDoc {
  const imports = new Map<string, ImportDoc>();
  for (const it of objects(module.imports)) {
    const doc: ImportDoc = { file: toPath(text(it.src)) };
    if (typeof it.originalName === "string") doc.original = it.originalName;
    imports.set(text(it.importedName), doc);
  }
  return { imports, symbols: parseSymbols(module.symbols) };
}

function parseSymbols(json: unknown): Map<string, Declaration[]> {
  const symbols = new Map<string, Declaration[]>();
  for (const { name, declarations } of objects(json)) {
    symbols.set(text(name), objects(declarations).map(parseDeclaration));
  }
  return symbols;
}

function parseDeclaration(json: Record<string, unknown>): Declaration {
  return {
    location: parseLocation(json.location),
    exported: json.declarationKind === "export",
    jsDoc: parseJsDoc(json.jsDoc),
    ...parseBody(text(json.kind), object(json.def)),
  };
}

function parseLocation(json: unknown): Location {
  const { filename, line, col } = object(json);
  // Lines of `deno doc` are 0-based.
  return { file: toPath(text(filename)), line: Number(line) + 1, column: Number(col) };
}

function parseBody(kind: string, def: Record<string, unknown>): DeclarationBody {
  switch (kind) {
    case "function":
      return { kind, signature: parseSignature(def) };
    case "class":
      return { kind, ...parseClass(def) };
    case "interface":
      return {
        kind,
        body: parseObjectBody(def),
        extends: objects(def.extends).map(parseType),
        typeParams: parseTypeParams(def.typeParams),
      };
    case "typeAlias":
      return {
        kind: "alias",
        type: parseType(def.tsType),
        typeParams: parseTypeParams(def.typeParams),
      };
    case "enum":
      return { kind, members: objects(def.members).map(parseEnumMember) };
    case "variable":
      return { kind, type: parseOptionalType(def.tsType) };
    case "namespace":
      return { kind, symbols: parseSymbols(def.elements) };
    case "reference":
      return { kind, target: parseLocation(def.target) };
    default:
      return { kind: "other" };
  }
}

function parseEnumMember(json: Record<string, unknown>): EnumMember {
  const init = parseOptionalType(json.init);
  const name = memberName(json.name);
  return init?.kind === "literal" && typeof init.value !== "boolean"
    ? { name, value: init.value }
    : { name };
}

function parseClass(def: Record<string, unknown>): ClassDoc {
  return {
    isAbstract: def.isAbstract === true,
    constructors: objects(def.constructors).map((it) => parseParams(it.params)),
    methods: objects(def.methods).filter((it) => it.kind === "method").map(parseMethod),
    properties: objects(def.properties).map((it) => memberName(it.name)),
    extends: text(def.extends) || undefined,
    superArgs: objects(def.superTypeParams).map(parseType),
    typeParams: parseTypeParams(def.typeParams),
  };
}

function parseMethod(method: Record<string, unknown>): MethodDoc {
  return {
    name: memberName(method.name),
    isStatic: method.isStatic === true,
    isPublic: method.accessibility !== "private" && method.accessibility !== "protected",
    signature: parseSignature(method.functionDef),
    jsDoc: parseJsDoc(method.jsDoc),
  };
}

function parseJsDoc(json: unknown): JsDoc {
  const { doc, tags } = object(json);
  const jsDoc: JsDoc = { text: text(doc).trim(), params: [], examples: [] };
  for (const tag of objects(tags)) {
    const tagText = text(tag.doc).trim();
    if (tag.kind === "param") jsDoc.params.push({ name: text(tag.name), text: tagText });
    else if (tag.kind === "example") jsDoc.examples.push(tagText);
    else if (tag.kind === "deprecated") jsDoc.deprecated = tagText;
  }
  // `deno doc` leaves tags that it does not know as they are written.
  const purity = purityTag(objects(tags).map((tag) => text(tag.value)));
  if (purity !== undefined) jsDoc.purity = purity;
  const shaping = objects(tags).flatMap(shapingTag);
  if (shaping.length > 0) jsDoc.tags = shaping;
  return jsDoc;
}

/** A tag that shapes the op. `@category` is one that `deno doc` knows. */
function shapingTag(tag: Record<string, unknown>): OpTag[] {
  const found = tag.kind === "category"
    ? opTag(`@category ${text(tag.doc)}`)
    : tag.kind === "unsupported"
    ? opTag(text(tag.value))
    : undefined;
  return found === undefined ? [] : [found];
}
