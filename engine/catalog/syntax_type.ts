import { own } from "../core/own.ts";
import { nodes, type Syntax, syntax } from "./syntax.ts";
import type { ObjectBody, Param, Signature, TsType, TypeParam } from "./ts_type.ts";

/** Makes a type from its syntax. Kinds of type that no parameter is likely to have are kept as text. */
export function typeFromSyntax(node: Syntax, source: string): TsType {
  const type = (value: unknown): TsType => {
    const inner = syntax(value);
    return inner === undefined ? { kind: "other", text: "unknown" } : typeFromSyntax(inner, source);
  };
  const types = (value: unknown): TsType[] => nodes(value).map((it) => typeFromSyntax(it, source));
  const keyword = /^TS(\w+)Keyword$/.exec(node.type)?.[1];
  if (keyword !== undefined) return { kind: "keyword", name: keyword.toLowerCase() };
  switch (node.type) {
    case "TSTypeAnnotation":
      return type(node.typeAnnotation);
    case "TSArrayType":
      return { kind: "array", element: type(node.elementType) };
    case "TSTupleType":
      return { kind: "tuple", elements: types(node.elementTypes) };
    case "TSNamedTupleMember":
      return node.optional === true
        ? { kind: "optional", inner: type(node.elementType) }
        : type(node.elementType);
    case "TSOptionalType":
      return { kind: "optional", inner: type(node.typeAnnotation) };
    case "TSRestType":
      return { kind: "rest", inner: type(node.typeAnnotation) };
    case "TSParenthesizedType":
      return { kind: "paren", inner: type(node.typeAnnotation) };
    case "TSUnionType":
      return { kind: "union", members: types(node.types) };
    case "TSIntersectionType":
      return { kind: "intersection", members: types(node.types) };
    case "TSLiteralType":
      return literalFromSyntax(syntax(node.literal)) ?? textOf(node, source);
    case "TSTypeReference":
      return {
        kind: "ref",
        name: nameOf(node.typeName),
        args: types(argsOf(node)),
        from: "unknown",
      };
    case "TSTypeQuery":
      return { kind: "query", name: nameOf(node.exprName) };
    case "TSTypeOperator":
      return {
        kind: "operator",
        operator: String(node.operator),
        inner: type(node.typeAnnotation),
      };
    case "TSIndexedAccessType":
      return { kind: "indexed", object: type(node.objectType), index: type(node.indexType) };
    case "TSTypeLiteral":
      return { kind: "object", ...bodyFromSyntax(nodes(node.members), source) };
    case "TSFunctionType":
    case "TSConstructorType":
      return {
        kind: "function",
        signature: signatureFromSyntax(node, source),
        isConstructor: node.type === "TSConstructorType",
      };
    default:
      return textOf(node, source);
  }
}

function textOf(node: Syntax, source: string): TsType {
  return { kind: "other", text: source.slice(node.start, node.end) };
}

function argsOf(node: Syntax): unknown {
  return (syntax(node.typeArguments) ?? syntax(node.typeParameters))?.params;
}

/** A name with its dots. */
export function nameOf(value: unknown): string {
  const node = syntax(value);
  if (node?.type === "Identifier") return String(node.name);
  if (node?.type === "TSQualifiedName") return `${nameOf(node.left)}.${nameOf(node.right)}`;
  return "";
}

/** A literal, also with a sign or as a template without parts, as a literal type. */
export function literalFromSyntax(node: Syntax | undefined): TsType | undefined {
  switch (node?.type) {
    case "Literal": {
      const { value } = node;
      if (value === null && node.raw === "null") return { kind: "keyword", name: "null" };
      return ["string", "number", "boolean"].includes(typeof value)
        ? { kind: "literal", value: value as string | number | boolean }
        : undefined;
    }
    case "UnaryExpression": {
      const operand = literalFromSyntax(syntax(node.argument));
      return node.operator === "-" && operand?.kind === "literal" &&
          typeof operand.value === "number"
        ? { kind: "literal", value: -operand.value }
        : undefined;
    }
    case "TemplateLiteral": {
      const [quasi, ...others] = nodes(node.quasis);
      const cooked = own(Object(quasi?.value), "cooked");
      return others.length === 0 && typeof cooked === "string"
        ? { kind: "literal", value: cooked }
        : undefined;
    }
    default:
      return undefined;
  }
}

function bodyFromSyntax(members: Syntax[], source: string): ObjectBody {
  const body: ObjectBody = { members: [] };
  for (const member of members) {
    const annotation = syntax(member.typeAnnotation);
    const type = annotation && typeFromSyntax(annotation, source);
    const name = keyOf(member);
    const optional = member.optional === true;
    const readonly = member.readonly === true;
    if (member.type === "TSPropertySignature" && name !== undefined) {
      body.members.push({ name, optional, readonly, type });
    } else if (member.type === "TSMethodSignature" && name !== undefined) {
      const method = signatureFromSyntax(member, source);
      body.members.push({ name, optional, readonly: false, method });
    } else if (member.type === "TSCallSignatureDeclaration") {
      body.call ??= signatureFromSyntax(member, source);
    } else if (member.type === "TSIndexSignature" && type !== undefined) {
      const [key] = signatureFromSyntax(member, source).params;
      body.index = { key: key?.type ?? { kind: "keyword", name: "string" }, value: type };
    }
  }
  return body;
}

/** The name of a property; undefined when it is computed. */
export function keyOf(node: Syntax): string | undefined {
  const key = syntax(node.key);
  if (key?.type === "Literal") return String(key.value);
  return key?.type === "Identifier" && node.computed !== true ? String(key.name) : undefined;
}

function signatureFromSyntax(node: Syntax, source: string): Signature {
  const returned = syntax(node.typeAnnotation);
  const typeParams = nodes(syntax(node.typeParameters)?.params);
  return {
    params: nodes(node.parameters ?? node.params)
      .filter((it) => it.name !== "this")
      .map((it) => paramFromSyntax(it, source)),
    returnType: returned && typeFromSyntax(returned, source),
    typeParams: typeParams.map((it) => typeParamFromSyntax(it, source)),
  };
}

function paramFromSyntax(node: Syntax, source: string): Param {
  const rest = node.type === "RestElement";
  const name = syntax(rest ? node.argument : node) ?? node;
  const annotation = syntax(node.typeAnnotation) ?? syntax(name.typeAnnotation);
  return {
    name: nameOf(name),
    isPattern: name.type !== "Identifier",
    type: annotation && typeFromSyntax(annotation, source),
    optional: name.optional === true,
    hasDefault: false,
    rest,
  };
}

function typeParamFromSyntax(node: Syntax, source: string): TypeParam {
  const constraint = syntax(node.constraint);
  const fallback = syntax(node.default);
  return {
    name: typeof node.name === "string" ? node.name : nameOf(node.name),
    constraint: constraint && typeFromSyntax(constraint, source),
    default: fallback && typeFromSyntax(fallback, source),
  };
}
