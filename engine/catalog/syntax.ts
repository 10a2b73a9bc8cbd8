import * as acorn from "acorn";
import { tsPlugin } from "@sveltejs/acorn-typescript";
import { isObject } from "../core/own.ts";

/** A node of a syntax tree of TypeScript. Its fields depend on its type and are read with care. */
export type Syntax = Record<string, unknown> & {
  type: string;
  start: number;
  end: number;
  loc: { start: { line: number; column: number } };
};

const TypeScriptParser = acorn.Parser.extend(tsPlugin());

/** A comment and where it stands. */
export type Comment = Pick<acorn.Comment, "type" | "value" | "start" | "end">;

/**
 * Parses a TypeScript module; undefined when the parser does not get through it.
 *
 * @param comments gets the comments, in order
 */
export function parseTypeScript(source: string, comments?: Comment[]): Syntax | undefined {
  // The parser reads some places twice.
  const found = new Map<number, Comment>();
  try {
    const program: unknown = TypeScriptParser.parse(source, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
      onComment: (isBlock, value, start, end) =>
        found.set(start, { type: isBlock ? "Block" : "Line", value, start, end }),
    });
    comments?.push(...[...found.values()].sort((a, b) => a.start - b.start));
    return syntax(program);
  } catch {
    // Types that only the source has are then unknown; whether the file is right is said by those that load it.
    return undefined;
  }
}

/** The value as a node; undefined when it is none. */
export function syntax(value: unknown): Syntax | undefined {
  return isObject(value) && typeof value.type === "string" ? value as Syntax : undefined;
}

/** The value as a list of nodes; holes are left out. */
export function nodes(value: unknown): Syntax[] {
  return Array.isArray(value) ? value.flatMap((it) => syntax(it) ?? []) : [];
}

/** Declarations of variables and enums anywhere at the top level or in namespaces. */
export function* topDeclarations(program: Syntax): Generator<Syntax> {
  for (const statement of nodes(program.body)) {
    const declaration = syntax(statement.declaration) ?? statement;
    if (declaration.type === "VariableDeclaration") yield* nodes(declaration.declarations);
    else if (declaration.type === "TSEnumDeclaration") yield declaration;
    else if (declaration.type === "TSModuleDeclaration") {
      const body = syntax(declaration.body);
      if (body !== undefined) yield* topDeclarations(body);
    }
  }
}
