import type ts from "typescript";
import type { Compiled, QuestionCompiler } from "./compiler.ts";
import type { TypedOp } from "./protocol.ts";

/** Where the value of an input comes from: a key of the value of another term, or all of it. */
export interface TermInput {
  term: number;
  key?: string;
}

/** What an argument of a call is: from other terms, a type in TypeScript, or nothing. */
export type Argument = { from: TermInput[]; isMany: boolean } | { type: string } | undefined;

/** Something that has a type: what a node gives. Equal terms have equal types. */
export type Term =
  | { kind: "any" }
  | { kind: "value"; type: string }
  | { kind: "list"; items: TermInput[] }
  /** `args` only where the op is generic: else they change nothing. */
  | { kind: "call"; op: TypedOp; args?: Argument[] };

const HEAD = `
declare function out<T>(value: T): Awaited<T>;
type Returned<T> = T extends Generator<any, infer R, any> | AsyncGenerator<any, infer R, any> ? R : T;
declare function returned<T>(value: T): Returned<Awaited<T>>;
`;

/** A compiled question: types of terms. Valid until the next is asked. */
export class Answer {
  readonly #consts = new Map<number, ts.VariableDeclaration>();

  constructor(
    readonly compiler: { ts: typeof ts; checker: ts.TypeChecker },
    { source }: Compiled,
  ) {
    for (const statement of source.statements) {
      if (!compiler.ts.isVariableStatement(statement)) continue;
      for (const declaration of statement.declarationList.declarations) {
        const name = /^k(\d+)$/.exec(declaration.name.getText(source));
        if (name) this.#consts.set(Number(name[1]), declaration);
      }
    }
  }

  /** The type of a term's value, or of a key of it; undefined where it has no such key. */
  typeOf({ term, key }: TermInput): ts.Type | undefined {
    const declaration = this.#consts.get(term);
    if (declaration === undefined) return undefined;
    const { checker } = this.compiler;
    const whole = checker.getTypeAtLocation(declaration.name);
    if (key === undefined) return whole;
    const property = checker.getPropertyOfType(checker.getNonNullableType(whole), key);
    return property && checker.getTypeOfSymbolAtLocation(property, declaration);
  }

  /** The type that a parameter of a call's op has there; undefined where it cannot be told. */
  paramOf(term: number, index: number): ts.Type | undefined {
    const signature = this.#signature(term);
    const parameter = signature?.parameters[index];
    const declaration = this.#consts.get(term);
    if (parameter === undefined || declaration === undefined) return undefined;
    return this.compiler.checker.getTypeOfSymbolAtLocation(parameter, declaration);
  }

  /** Whether a call's op has type parameters of its own. */
  isGeneric(term: number): boolean {
    const declared = this.#signature(term)?.declaration;
    return declared !== undefined && "typeParameters" in declared &&
      declared.typeParameters !== undefined;
  }

  #signature(term: number): ts.Signature | undefined {
    const call = this.#consts.get(term)?.initializer;
    if (call === undefined || !this.compiler.ts.isCallExpression(call)) return undefined;
    // The op's own call stands in another, that awaits it.
    const [inner] = call.arguments;
    return inner !== undefined && this.compiler.ts.isCallExpression(inner)
      ? this.compiler.checker.getResolvedSignature(inner)
      : undefined;
  }
}

/**
 * Asks for the types of terms.
 *
 * @param terms by number; those that they stand on are among them, before them
 * @param files all files that ops are in: the same for every question, so that little has to be compiled anew
 */
export function ask(
  ts: Answer["compiler"]["ts"],
  compiler: QuestionCompiler,
  files: readonly string[],
  terms: ReadonlyMap<number, Term>,
): Answer {
  const modules = new Map(files.map((file, index) => [file, `m${index}`]));
  const lines = files.map((file, index) => `import * as m${index} from ${JSON.stringify(file)};`);
  lines.push(HEAD);
  for (const [number, term] of terms) lines.push(declarationOf(number, term, modules));
  const compiled = compiler.compile(lines.join("\n"));
  return new Answer({ ts, checker: compiled.checker }, compiled);
}

function declarationOf(
  number: number,
  term: Term,
  modules: ReadonlyMap<string, string>,
): string {
  switch (term.kind) {
    case "any":
      return `declare const k${number}: any;`;
    case "value":
      return `declare const k${number}: ${term.type};`;
    case "list":
      return term.items.length === 0
        ? `declare const k${number}: any[];`
        : `const k${number} = [${term.items.map(inputText).join(", ")}];`;
    case "call": {
      const { op, args } = term;
      const path = `${modules.get(op.file)}.${op.name}${op.isClass ? ".prototype.call" : ""}`;
      const wrap = op.isGenerator ? "returned" : "out";
      return `const k${number} = ${wrap}(${path}(${argumentTexts(op, args).join(", ")}));`;
    }
  }
}

/** Nothing is said of what is not there: `never` fits everywhere, and infers nothing beside others. */
const HOLE = "(null! as never)";

function argumentTexts({ params, signalAt }: TypedOp, args: readonly Argument[] = []): string[] {
  let last = params.length - 1;
  // What may be left out at the end is: a type parameter then has its default.
  const least = signalAt ?? 0;
  while (last >= least && args[last] === undefined && params[last].optional) last--;
  const texts = params.slice(0, last + 1).map((param, index) => {
    const text = argumentText(args[index]);
    return param.rest ? text === HOLE ? "...(null! as never[])" : `...${text}` : text;
  });
  return signalAt === undefined ? texts : texts.toSpliced(signalAt, 0, HOLE);
}

function argumentText(argument: Argument): string {
  if (argument === undefined) return HOLE;
  if ("type" in argument) return `(null! as ${argument.type})`;
  const texts = argument.from.map(inputText);
  return argument.isMany ? `[${texts.join(", ")}]` : texts[0];
}

function inputText({ term, key }: TermInput): string {
  return key === undefined ? `k${term}` : `k${term}[${JSON.stringify(key)}]`;
}
