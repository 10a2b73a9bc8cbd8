import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type ts from "typescript";
import type { PacksMessage } from "./protocol.ts";

/** The compiler's API. */
export type Compiler = typeof ts;

/** Largest file of a pack that is read. */
const MAX_FILE = 2 * 1024 * 1024;
/** Names that are on no disk. */
const QUESTION = "/psynapse/question.ts";
const PSYNAPSE = "/psynapse/op.ts";

/** A question in TypeScript, and what the compiler makes of it. */
export interface Compiled {
  checker: ts.TypeChecker;
  source: ts.SourceFile;
}

/**
 * Loads the compiler.
 *
 * @param folder the package's `lib`
 */
export function loadCompiler(folder: string): Compiler {
  // In a browser it touches neither disk nor environment by itself: all that it reads goes through `CompilerHost`.
  Object.assign(process, { browser: true });
  return createRequire(import.meta.url)(join(folder, "typescript.js"));
}

/**
 * Compiles questions about the packs. Files are read once until the packs change; nothing of them is run. What cannot
 * be read or resolved is `any`.
 */
export class QuestionCompiler {
  readonly #ts: Compiler;
  readonly #lib: string;
  readonly #options: ts.CompilerOptions;
  /** By path; files of the compiler's own stay. */
  readonly #sources = new Map<string, ts.SourceFile | undefined>();
  #packs: PacksMessage;
  #program: ts.Program | undefined;

  constructor(compiler: Compiler, lib: string, packs: PacksMessage) {
    this.#ts = compiler;
    this.#lib = lib;
    this.#packs = packs;
    this.#options = {
      target: compiler.ScriptTarget.ESNext,
      module: compiler.ModuleKind.ESNext,
      moduleResolution: compiler.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    };
    this.packs = packs;
  }

  /** What the packs are from now on. */
  set packs(packs: PacksMessage) {
    this.#packs = packs;
    for (const path of this.#sources.keys()) {
      if (!path.startsWith(this.#lib)) this.#sources.delete(path);
    }
    this.#add(PSYNAPSE, packs.psynapse);
  }

  /** Compiles a module; of the last one nothing can be asked any more. */
  compile(text: string): Compiled {
    const source = this.#add(QUESTION, text);
    this.#program = this.#ts.createProgram({
      rootNames: [QUESTION],
      options: this.#options,
      host: this.#host(),
      oldProgram: this.#program,
    });
    return { checker: this.#program.getTypeChecker(), source };
  }

  #add(path: string, text: string): ts.SourceFile {
    const source = this.#ts.createSourceFile(path, text, this.#ts.ScriptTarget.ESNext, true);
    this.#sources.set(path, source);
    return source;
  }

  #host(): ts.CompilerHost {
    const resolved = (path: string | undefined) => ({
      resolvedModule: path !== undefined && this.#read(path) !== undefined
        ? { resolvedFileName: path, extension: this.#ts.Extension.Ts }
        : undefined,
    });
    return {
      getSourceFile: (path) => this.#read(path),
      getDefaultLibLocation: () => this.#lib,
      getDefaultLibFileName: () => join(this.#lib, "lib.d.ts"),
      writeFile() {},
      getCurrentDirectory: () => "/",
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      fileExists: (path) => this.#read(path) !== undefined,
      readFile: (path) => this.#read(path)?.text,
      directoryExists: () => false,
      resolveModuleNameLiterals: (names, from) =>
        names.map(({ text }) => resolved(this.#resolve(text, from))),
    };
  }

  /** Path of a module; undefined for packages and addresses, whose types are not followed. */
  #resolve(specifier: string, from: string): string | undefined {
    if (specifier === "psynapse") return PSYNAPSE;
    if (specifier.startsWith("/") && from === QUESTION) return specifier;
    if (/^\.{1,2}\//.test(specifier)) return withSource(resolve(dirname(from), specifier));
    const pack = Object.keys(this.#packs.imports).find((folder) => from.startsWith(folder));
    const imports = pack === undefined ? {} : this.#packs.imports[pack];
    const address = Object.hasOwn(imports, specifier) ? imports[specifier] : specifier;
    return address.startsWith("file:") ? withSource(fileURLToPath(address)) : undefined;
  }

  #read(path: string): ts.SourceFile | undefined {
    if (this.#sources.has(path)) return this.#sources.get(path);
    const text = readText(path);
    if (text !== undefined) return this.#add(path, text);
    this.#sources.set(path, undefined);
    return undefined;
  }
}

/** Only TypeScript says its types. */
function withSource(path: string): string | undefined {
  return /\.(m?ts|tsx)$/.test(path) ? path : undefined;
}

/** Undefined for what is no file, may not be read, or is too large. Links are not followed, as in the catalog. */
function readText(path: string): string | undefined {
  try {
    const { isFile, size } = Deno.lstatSync(path);
    return isFile && size <= MAX_FILE ? Deno.readTextFileSync(path) : undefined;
  } catch {
    return undefined; // What the types of a graph cannot be told from is no error of the graph.
  }
}
