import { pathToFileURL } from "node:url";
import { PsynapseError } from "../core/errors.ts";
import type { PackResolver } from "./import_map.ts";
import type { GraphImport, ModuleGraph } from "./module_graph.ts";
import { nodes, parseTypeScript, type Syntax, syntax } from "./syntax.ts";

/**
 * The imports of a pack's modules, read from their sources: for a compiled program where there is no Deno to ask. What is
 * in data: URLs is not read, so these lead nowhere here.
 *
 * @param textOf text of a file of the pack, or that packs share, by its path
 * @throws PsynapseError "catalog" when a file cannot be parsed
 */
export function parsedGraph(
  entries: string[],
  resolver: PackResolver,
  textOf: (path: string) => string | undefined,
): ModuleGraph {
  const graph = new Map<string, GraphImport[]>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = graph.has(path) || path.endsWith(".json") ? undefined : textOf(path);
    if (text === undefined) continue;
    const program = parseTypeScript(text);
    if (program === undefined) throw new PsynapseError("catalog", `${path} cannot be parsed`);
    const imports = [...importsIn(program)].map((source) => importOf(source, path, resolver));
    graph.set(path, imports);
    for (const { specifier } of imports) {
      const next = resolver.path(specifier, path);
      if (next !== undefined) open.push(next);
    }
  }
  return graph;
}

function importOf(source: Syntax, from: string, resolver: PackResolver): GraphImport {
  const specifier = textOf(source);
  const path = resolver.path(specifier, from);
  const mapped = resolver.mapped(specifier) ?? specifier;
  const isAddress = /^(npm|jsr|https?|node):/.test(mapped);
  const { line, column } = source.loc.start;
  return {
    specifier,
    ...(path !== undefined
      ? { address: pathToFileURL(path).href }
      : isAddress
      ? { address: mapped }
      : {}),
    line,
    column: column + 1,
  };
}

/** The nodes of all specifiers that are written out, but for those of types alone. */
function* importsIn(node: Syntax): Generator<Syntax> {
  const source = syntax(node.source);
  const isImport = /^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(
    node.type,
  );
  if (isImport && source !== undefined && !isOfTypes(node) && isWritten(source)) yield source;
  for (const [key, value] of Object.entries(node)) {
    if (key === "loc") continue;
    for (const child of Array.isArray(value) ? nodes(value) : nodes([value])) {
      yield* importsIn(child);
    }
  }
}

function isOfTypes({ importKind, exportKind, specifiers }: Syntax): boolean {
  if (importKind === "type" || exportKind === "type") return true;
  const named = nodes(specifiers);
  return named.length > 0 && named.every((it) => it.importKind === "type");
}

function isWritten(source: Syntax): boolean {
  return typeof source.value === "string" ||
    (source.type === "TemplateLiteral" && nodes(source.expressions).length === 0);
}

function textOf(source: Syntax): string {
  if (typeof source.value === "string") return source.value;
  const value = nodes(source.quasis)[0]?.value;
  return String((value as { cooked?: unknown } | undefined)?.cooked ?? "");
}
