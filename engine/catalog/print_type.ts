import type { ObjectBody, ObjectMember, Param, Signature, TsType } from "./ts_type.ts";

/** Prints a type as TypeScript, names as they are written: `Int`, `"fast" | "slow"`, `Record<string, number>`. */
export function printType(type: TsType): string {
  switch (type.kind) {
    case "keyword":
      return type.name;
    case "literal":
      return JSON.stringify(type.value);
    case "template":
      return printTemplate(type.parts);
    case "ref":
      return type.name + printArgs(type.args);
    case "array":
      return `${wrapped(type.element)}[]`;
    case "tuple":
      return `[${type.elements.map(printType).join(", ")}]`;
    case "optional":
      return `${wrapped(type.inner)}?`;
    case "rest":
      return `...${printType(type.inner)}`;
    case "paren":
      return `(${printType(type.inner)})`;
    case "union":
      return type.members.map(printMember).join(" | ");
    case "intersection":
      return type.members.map(wrapped).join(" & ");
    case "object":
      return printObject(type);
    case "function":
      return (type.isConstructor ? "new " : "") + printSignature(type.signature, " => ");
    case "query":
      return `typeof ${type.name}`;
    case "operator":
      return `${type.operator} ${printOperand(type.inner)}`;
    case "indexed":
      return `${wrapped(type.object)}[${printType(type.index)}]`;
    case "mapped": {
      const keys = type.key.constraint === undefined ? "" : printType(type.key.constraint);
      const rename = type.rename === undefined ? "" : ` as ${printType(type.rename)}`;
      const value = type.value === undefined ? "unknown" : printType(type.value);
      return `{ [${type.key.name} in ${keys}${rename}]${type.optional ? "?" : ""}: ${value} }`;
    }
    case "conditional":
      return `${printType(type.check)} extends ${printType(type.extends)} ` +
        `? ${printType(type.yes)} : ${printType(type.no)}`;
    case "import": {
      const name = type.name === "" ? "" : `.${type.name}`;
      return `import(${JSON.stringify(type.specifier)})${name}${printArgs(type.args)}`;
    }
    case "predicate":
    case "other":
      return type.text;
  }
}

const COMPOSED: ReadonlySet<TsType["kind"]> = new Set([
  "union",
  "intersection",
  "function",
  "conditional",
]);

/** In brackets where the operator behind or before it would otherwise take only a part. */
function wrapped(type: TsType): string {
  const isLoose = COMPOSED.has(type.kind) || type.kind === "operator" || type.kind === "query";
  return isLoose ? `(${printType(type)})` : printType(type);
}

function printOperand(type: TsType): string {
  return COMPOSED.has(type.kind) ? wrapped(type) : printType(type);
}

function printMember(type: TsType): string {
  return type.kind === "function" || type.kind === "conditional" ? wrapped(type) : printType(type);
}

function printArgs(args: TsType[]): string {
  return args.length === 0 ? "" : `<${args.map(printType).join(", ")}>`;
}

function printTemplate(parts: TsType[]): string {
  const inner = parts.map((part) =>
    part.kind === "literal"
      ? String(part.value).replace(/[`\\]|\$\{/g, "\\$&")
      : `\${${printType(part)}}`
  );
  return `\`${inner.join("")}\``;
}

function printObject(body: ObjectBody): string {
  const parts: string[] = [];
  if (body.call !== undefined) parts.push(printSignature(body.call, ": "));
  if (body.index !== undefined) {
    parts.push(`[key: ${printType(body.index.key)}]: ${printType(body.index.value)}`);
  }
  parts.push(...body.members.map(printObjectMember));
  return parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
}

function printObjectMember(member: ObjectMember): string {
  const name = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$|^\[/u.test(member.name)
    ? member.name
    : JSON.stringify(member.name);
  const mark = member.optional ? "?" : "";
  if (member.method !== undefined) return `${name}${mark}${printSignature(member.method, ": ")}`;
  const type = member.type === undefined ? "unknown" : printType(member.type);
  return `${member.readonly ? "readonly " : ""}${name}${mark}: ${type}`;
}

function printSignature(signature: Signature, arrow: string): string {
  const names = signature.typeParams.map((it) =>
    it.constraint === undefined ? it.name : `${it.name} extends ${printType(it.constraint)}`
  );
  const generic = names.length === 0 ? "" : `<${names.join(", ")}>`;
  const returned = signature.returnType === undefined ? "unknown" : printType(signature.returnType);
  return `${generic}(${signature.params.map(printParam).join(", ")})${arrow}${returned}`;
}

function printParam(param: Param): string {
  const type = param.type === undefined ? "unknown" : printType(param.type);
  const mark = param.optional || param.hasDefault ? "?" : "";
  return `${param.rest ? "..." : ""}${param.name}${mark}: ${type}`;
}
