import { type Comment, nodes, parseTypeScript, type Syntax } from "./syntax.ts";

/** How an expression of an example is looked at. */
export type CheckMode =
  /** It gives what the second one gives. */
  | "equal"
  /** It is true. */
  | "true"
  /** It throws an error with that text in its message. */
  | "throws"
  /** It does not throw. */
  | "runs";

/** One expression of an example, as it is written. */
export interface ExampleCheck {
  code: string;
  mode: CheckMode;
}

/** An example as code that says of each check what came of it. */
export interface Example {
  /** `import` lines. */
  imports: string;
  /** Statements in TypeScript; checks call `$check(mode, actual, expected)` with functions that give the values. */
  body: string;
  /** In the order in which `body` makes them. */
  checks: ExampleCheck[];
}

/** What is in an `@example`: code, a reason why it is none, or nothing that is to be run. */
export type ParsedExample =
  | { kind: "code"; example: Example }
  | { kind: "wrong"; message: string }
  | { kind: "skipped" };

/**
 * Reads an `@example`. It is TypeScript as it stands there, or in fenced blocks; those that are marked `ignore` are not
 * run. What a call gives stands behind it in a comment, `add(2, 3) // 5`, on the same line or the next ones, or is
 * compared with `===`; `// throws text` says that it fails. A comment that is no value is one for people; behind `// =>`
 * there must be one.
 */
export function parseExample(text: string): ParsedExample {
  const source = codeOf(text);
  if (source === undefined) return { kind: "skipped" };
  const comments: Comment[] = [];
  const program = parseTypeScript(source, comments);
  if (program === undefined) return { kind: "wrong", message: "It is no TypeScript" };
  const example: Example = { imports: "", body: "", checks: [] };
  const statements = nodes(program.body);
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i];
    const code = source.slice(statement.start, statement.end);
    if (statement.type === "ImportDeclaration") {
      // What the pack exports is there by its name.
      if (!/["']\.{0,2}\//.test(code)) example.imports += `${code}\n`;
    } else if (statement.type === "ExpressionStatement") {
      const until = statements[i + 1]?.start ?? source.length;
      const said = linesBehind(statement, until, source, comments);
      const check = checkOf(statement, source, said);
      if (typeof check === "string") return { kind: "wrong", message: check };
      example.body += `await $check("${check.mode}", ${thunks(check)});\n`;
      example.checks.push({ code: check.code, mode: check.mode });
    } else example.body += `${code}\n`;
  }
  return { kind: "code", example };
}

/** The code of an example without what is written around it; undefined where none is to be run. */
function codeOf(text: string): string | undefined {
  const blocks = [...text.matchAll(/^```([^\n]*)\n([^]*?)^```/gm)];
  if (blocks.length === 0) return text.replace(/^\s*<caption>[^]*?<\/caption>/, "");
  const run = blocks.filter(([, info]) =>
    /^(|ts|typescript|js|javascript)$/.test(info.trim().split(/[\s,]+/)[0]) &&
    !/\b(ignore|no-run)\b/.test(info)
  );
  return run.length === 0 ? undefined : run.map(([, , code]) => code).join("\n");
}

/** Texts of the line comments between a statement and the next one. */
function linesBehind(
  { end }: Syntax,
  until: number,
  source: string,
  comments: readonly Comment[],
): string[] {
  const lines: string[] = [];
  let last = end;
  for (const { type, value, start, end } of comments) {
    if (start < last || start >= until || type !== "Line") continue;
    if (source.slice(last, start).trim() !== "") break;
    lines.push(value.trim());
    last = end;
  }
  return lines;
}

interface SourceCheck extends ExampleCheck {
  actual: string;
  /** Of "equal" the code of the other value, of "throws" the text as code. */
  expected?: string;
}

/** What an expression and the comment behind it say; a text when the comment is not what it should be. */
function checkOf(statement: Syntax, source: string, said: string[]): SourceCheck | string {
  const expression = statement.expression as Syntax;
  const actual = source.slice(expression.start, expression.end);
  const [first = ""] = said;
  const code = actual;
  const failure = /^throws\b:?\s*(.*)$/.exec(first);
  if (failure !== null) {
    return { code, mode: "throws", actual, expected: JSON.stringify(failure[1].trim()) };
  }
  const isMeant = /^(=>|→)/.test(first);
  const expected = valueIn(said, isMeant);
  if (expected !== undefined) return { code, mode: "equal", actual, expected };
  if (isMeant) return `What stands behind "// =>" is no value: ${first}`;
  const { type, operator } = expression as { type: string; operator?: unknown };
  if (type === "BinaryExpression" && (operator === "===" || operator === "==")) {
    const [left, right] = [expression.left as Syntax, expression.right as Syntax];
    const sides = [left, right].map((it) => source.slice(it.start, it.end));
    return { code, mode: "equal", actual: sides[0], expected: sides[1] };
  }
  const isStatement = type === "BinaryExpression" || type === "LogicalExpression" ||
    (type === "UnaryExpression" && operator === "!");
  return { code, mode: isStatement ? "true" : "runs", actual };
}

/** The code of the value that the first line is the begin of: as few lines as make one. */
function valueIn(lines: readonly string[], isMeant: boolean): string | undefined {
  let text = "";
  for (const line of lines) {
    text = text === "" ? line.replace(/^(=>|→)\s*/, "") : `${text}\n${line}`;
    const program = text === "" ? undefined : parseTypeScript(`(${text}\n)`);
    const statements = program === undefined ? [] : nodes(program.body);
    if (statements.length !== 1 || statements[0].type !== "ExpressionStatement") continue;
    if (isMeant || isValue(statements[0].expression as Syntax)) return text;
  }
  return undefined;
}

const NAMES: ReadonlySet<unknown> = new Set(["undefined", "NaN", "Infinity"]);

/** Whether an expression is a value, and not a word of a sentence. */
function isValue(node: Syntax): boolean {
  switch (node.type) {
    case "Literal":
      return true;
    case "TemplateLiteral":
      return nodes(node.expressions).length === 0;
    case "Identifier":
      return NAMES.has(node.name);
    case "ParenthesizedExpression":
      return isValue(node.expression as Syntax);
    case "UnaryExpression":
      return isValue(node.argument as Syntax);
    case "NewExpression":
      return nodes(node.arguments).every(isValue);
    case "ArrayExpression":
      return nodes(node.elements).every(isValue);
    case "ObjectExpression":
      return nodes(node.properties).every((it) =>
        it.type === "Property" && isValue(it.value as Syntax)
      );
    default:
      return false;
  }
}

function thunks({ actual, expected }: SourceCheck): string {
  const first = `async () => (${actual}\n)`;
  return expected === undefined ? first : `${first}, async () => (${expected}\n)`;
}
