import * as acorn from "acorn";
import type { JsonValue } from "../core/json.ts";
import { setOwn } from "../core/own.ts";

const OPTIONS: acorn.Options = {
  ecmaVersion: "latest",
  sourceType: "module",
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  // A method is read outside of its class, which declares its private names.
  checkPrivateFields: false,
};

/**
 * Parses one JavaScript expression.
 *
 * @throws SyntaxError as acorn makes it, with `(line:column)` at its end
 */
export function parseExpression(code: string): acorn.Expression {
  const [statement, ...others] = acorn.parse(code, OPTIONS).body;
  if (statement?.type !== "ExpressionStatement" || others.length > 0) {
    throw new SyntaxError("There is more than one value (1:0)");
  }
  return statement.expression;
}

/** The value of a literal expression; undefined when it is computed, or is no JSON value. */
export function readLiteral(node: acorn.Expression): { value: JsonValue } | undefined {
  switch (node.type) {
    case "Literal":
      return readPlainLiteral(node);
    case "TemplateLiteral": {
      const text = node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
      return typeof text === "string" ? { value: text } : undefined;
    }
    case "UnaryExpression": {
      const operand = readLiteral(node.argument)?.value;
      if (typeof operand !== "number") return undefined;
      if (node.operator === "-") return { value: -operand };
      return node.operator === "+" ? { value: operand } : undefined;
    }
    case "ArrayExpression":
      return readArray(node);
    case "ObjectExpression":
      return readObject(node);
    default:
      return undefined;
  }
}

function readPlainLiteral(node: acorn.Literal): { value: JsonValue } | undefined {
  const { value } = node;
  // 1e999 is Infinity, which JSON cannot hold.
  if (typeof value === "number") return Number.isFinite(value) ? { value } : undefined;
  return typeof value === "string" || typeof value === "boolean" || node.raw === "null"
    ? { value: value as string | boolean | null }
    : undefined;
}

function readArray(node: acorn.ArrayExpression): { value: JsonValue[] } | undefined {
  const value: JsonValue[] = [];
  for (const element of node.elements) {
    const item = element === null || element.type === "SpreadElement"
      ? undefined
      : readLiteral(element);
    if (item === undefined) return undefined;
    value.push(item.value);
  }
  return { value };
}

function readObject(
  node: acorn.ObjectExpression,
): { value: { [key: string]: JsonValue } } | undefined {
  const value: { [key: string]: JsonValue } = {};
  for (const property of node.properties) {
    if (property.type !== "Property" || property.computed || property.kind !== "init") {
      return undefined;
    }
    const { key } = property;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : null;
    const item = readLiteral(property.value);
    // `__proto__: x` sets the prototype.
    if (name === null || name === "__proto__" || item === undefined) return undefined;
    setOwn(value, String(name), item.value);
  }
  return { value };
}
