import type { EnumMember, Location } from "./doc_model.ts";
import { nodes, parseTypeScript, type Syntax, syntax, topDeclarations } from "./syntax.ts";
import { keyOf, literalFromSyntax, nameOf, typeFromSyntax } from "./syntax_type.ts";
import type { ObjectMember, TsType } from "./ts_type.ts";

interface ParsedFile {
  source: string;
  /** Declarators and enums by the line that `deno doc` gives for them. */
  byLine: Map<number, Syntax[]>;
}

/**
 * What `deno doc` leaves out of its dump, read from the source: the types of constants that are annotated, the exact
 * types of `as const` values, the values of enum members. A file is only parsed when it may hold what is asked for.
 */
export class SourceFacts {
  readonly #sourceOf: (file: string) => string | undefined;
  readonly #parsed = new Map<string, ParsedFile | undefined>();

  /** @param sourceOf gives the text of a file by its path */
  constructor(sourceOf: (file: string) => string | undefined) {
    this.#sourceOf = sourceOf;
  }

  /** The annotation of the constant at that place: `const f: Binary = (a, b) => …`. */
  annotation(location: Location): TsType | undefined {
    const line = this.#sourceOf(location.file)?.split("\n", location.line).at(-1) ?? "";
    if (!/^[\p{ID_Continue}$]+\s*(:|$)/u.test(line.slice(location.column))) return undefined;
    const found = this.#find(location);
    const annotation = syntax(syntax(found?.node.id)?.typeAnnotation);
    return found && annotation && typeFromSyntax(annotation, found.source);
  }

  /** The exact type of the constant at that place when it is a literal or `as const`. */
  constant(location: Location): TsType | undefined {
    if (!/\bas\s+const\b|=\s*[-`]/.test(this.#sourceOf(location.file) ?? "")) return undefined;
    const node = this.#find(location)?.node;
    const value = syntax(node?.init);
    if (node?.type !== "VariableDeclarator" || value === undefined) return undefined;
    if (syntax(syntax(node.id)?.typeAnnotation) !== undefined) return undefined;
    return literalFromSyntax(value) ?? frozenType(value);
  }

  /** The members of the enum at that place. Values that are computed from more than literals stay absent. */
  enumMembers(location: Location): EnumMember[] | undefined {
    const node = this.#find(location)?.node;
    if (node?.type !== "TSEnumDeclaration") return undefined;
    const members = new Map<string, string | number | undefined>();
    let next: number | undefined = 0;
    for (const member of nodes(node.members ?? syntax(node.body)?.members)) {
      const id = syntax(member.id);
      const name = id?.type === "Literal" ? String(id.value) : nameOf(id);
      const init = syntax(member.initializer);
      const value: string | number | undefined = init === undefined
        ? next
        : constantOf(init, members);
      members.set(name, value);
      next = typeof value === "number" ? value + 1 : undefined;
    }
    return [...members].map(([name, value]) => value === undefined ? { name } : { name, value });
  }

  #find(location: Location): { node: Syntax; source: string } | undefined {
    const file = this.#file(location.file);
    const onLine = file?.byLine.get(location.line) ?? [];
    const node = onLine.length === 1
      ? onLine[0]
      : onLine.find((it) => it.loc.start.column === location.column);
    return file && node && { node, source: file.source };
  }

  #file(path: string): ParsedFile | undefined {
    if (!this.#parsed.has(path)) this.#parsed.set(path, parseFile(this.#sourceOf(path)));
    return this.#parsed.get(path);
  }
}

function parseFile(source: string | undefined): ParsedFile | undefined {
  const program = source === undefined ? undefined : parseTypeScript(source);
  if (source === undefined || program === undefined) return undefined;
  const byLine = new Map<number, Syntax[]>();
  for (const node of topDeclarations(program)) {
    const { line } = node.loc.start;
    const others = byLine.get(line);
    if (others === undefined) byLine.set(line, [node]);
    else others.push(node);
  }
  return { source, byLine };
}

/** The type of a value that is `as const`. */
function frozenType(node: Syntax): TsType | undefined {
  switch (node.type) {
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return frozenType(syntax(node.expression) ?? node);
    case "TSAsExpression": {
      const annotation = syntax(node.typeAnnotation);
      const isConst = nameOf(annotation?.typeName) === "const";
      const value = syntax(node.expression);
      return isConst && value !== undefined ? exactType(value) : undefined;
    }
    default:
      return undefined;
  }
}

function exactType(node: Syntax): TsType {
  const literal = literalFromSyntax(node);
  if (literal !== undefined) return literal;
  if (node.type === "ArrayExpression") {
    return { kind: "tuple", elements: nodes(node.elements).map(exactType) };
  }
  if (node.type !== "ObjectExpression") return { kind: "other", text: "unknown" };
  const members: ObjectMember[] = [];
  for (const property of nodes(node.properties)) {
    const name = keyOf(property);
    const value = syntax(property.value);
    if (name === undefined || value === undefined) return { kind: "other", text: "unknown" };
    members.push({ name, optional: false, readonly: true, type: exactType(value) });
  }
  return { kind: "object", members };
}

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  ">>>": (a, b) => a >>> b,
  "|": (a, b) => a | b,
  "&": (a, b) => a & b,
  "^": (a, b) => a ^ b,
};

type Constants = ReadonlyMap<string, string | number | undefined>;

/** The value of a constant expression of an enum, by the rules of TypeScript; undefined when it is computed. */
function constantOf(node: Syntax, members: Constants): string | number | undefined {
  const literal = literalFromSyntax(node);
  if (literal?.kind === "literal" && typeof literal.value !== "boolean") return literal.value;
  switch (node.type) {
    case "ParenthesizedExpression":
      return constantOf(syntax(node.expression) ?? node, members);
    case "Identifier":
      return members.get(String(node.name));
    case "MemberExpression":
      return members.get(nameOf(node.property));
    case "BinaryExpression": {
      const left = constantOf(syntax(node.left) ?? node, members);
      const right = constantOf(syntax(node.right) ?? node, members);
      if (left === undefined || right === undefined) return undefined;
      if (typeof left === "number" && typeof right === "number") {
        return OPERATORS[String(node.operator)]?.(left, right);
      }
      return node.operator === "+" ? `${left}${right}` : undefined;
    }
    default:
      return undefined;
  }
}
