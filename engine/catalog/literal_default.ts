import type * as acorn from "acorn";
import type { JsonValue } from "../core/json.ts";
import { parseExpression, readLiteral } from "./literal.ts";

/** A parameter as the loaded function has it. */
export interface SourceParam {
  /** The name; of a destructured parameter the names in its pattern, joined by `_`. */
  name: string;
  rest: boolean;
  hasDefault: boolean;
  /** The default, when it is a literal. */
  default?: JsonValue;
}

/**
 * Reads the parameters and their literal defaults from the source of a loaded function or method, as
 * `Function.prototype.toString` gives it. Undefined for sources that cannot be read, such as native functions.
 */
export function readSourceParams(source: string): SourceParam[] | undefined {
  const params = parseFunction(`(${source}\n)`) ?? parseFunction(`({${source}\n})`) ??
    parseFunction(`(class extends Object {${source}\n})`);
  return params?.map(readParam);
}

function parseFunction(code: string): acorn.Pattern[] | undefined {
  const expression = tryParse(code);
  switch (expression?.type) {
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return expression.params;
    case "ObjectExpression": {
      const [property] = expression.properties;
      return property?.type === "Property" && property.value.type === "FunctionExpression"
        ? property.value.params
        : undefined;
    }
    case "ClassExpression": {
      const [member] = expression.body.body;
      return member?.type === "MethodDefinition" ? member.value.params : undefined;
    }
    default:
      return undefined;
  }
}

function readParam(pattern: acorn.Pattern): SourceParam {
  if (pattern.type === "RestElement") {
    return { name: patternNames(pattern.argument).join("_"), rest: true, hasDefault: false };
  }
  if (pattern.type !== "AssignmentPattern") {
    return { name: patternNames(pattern).join("_"), rest: false, hasDefault: false };
  }
  const param: SourceParam = { ...readParam(pattern.left), hasDefault: true };
  const literal = readLiteral(pattern.right);
  if (literal !== undefined) param.default = literal.value;
  return param;
}

function patternNames(pattern: acorn.Pattern | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((it) =>
        patternNames(it.type === "Property" ? it.value : it)
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(patternNames);
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "RestElement":
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

function tryParse(code: string): acorn.Expression | undefined {
  try {
    return parseExpression(code);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
