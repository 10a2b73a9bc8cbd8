import type { Declaration, Location, ModuleDoc } from "./doc_model.ts";

/** A name of the pack that leads to nothing in the dump: an npm package, say. */
const NOTHING: readonly Declaration[] = [];

/** Finds declarations across the modules that `deno doc` described. */
export class DocIndex {
  readonly #modules: ReadonlyMap<string, ModuleDoc>;
  readonly #byLocation = new Map<string, Declaration>();
  readonly #engineNames = new Map<string, string>();
  readonly #engineFile: string;

  /**
   * @param modules by absolute path
   * @param engineFile path of the module that nodepacks import as `psynapse`
   */
  constructor(modules: ReadonlyMap<string, ModuleDoc>, engineFile: string) {
    this.#modules = modules;
    this.#engineFile = engineFile;
    for (const module of modules.values()) this.#add(module.symbols);
    for (const [name, declarations] of modules.get(engineFile)?.symbols ?? []) {
      for (const { location } of declarations) this.#engineNames.set(key(location), name);
    }
  }

  /** The module of that path. */
  module(file: string): ModuleDoc | undefined {
    return this.#modules.get(file);
  }

  /** The name under which the engine itself declares this, for `Int` and `Image`. */
  engineName(declaration: Declaration): string | undefined {
    return declaration.location.file === this.#engineFile
      ? this.#engineNames.get(key(declaration.location))
      : undefined;
  }

  /** What a name with dots means in a module, followed to where it is declared. */
  resolve(file: string, name: string): readonly Declaration[] {
    const [first, ...rest] = name.split(".");
    const module = this.#modules.get(file);
    const local = module?.symbols.get(first);
    const imported = module?.imports.get(first);
    // An export of the same name may come from elsewhere, while the file itself means what it imports.
    if (imported !== undefined && !local?.some((it) => it.location.file === file)) {
      return imported.original === undefined
        ? this.#exported(imported.file, rest)
        : this.#exported(imported.file, [imported.original, ...rest]);
    }
    return this.#members(local ?? NOTHING, rest);
  }

  /** What a module exports under a name with dots, followed to where it is declared. */
  exported(file: string, name: string): readonly Declaration[] {
    return this.#exported(file, name.split("."));
  }

  /** The declaration behind an export that is declared elsewhere; undefined when it is not described. */
  follow(declaration: Declaration): Declaration | undefined {
    let found: Declaration | undefined = declaration;
    for (let steps = 0; found?.kind === "reference" && steps < 32; steps++) {
      found = this.#byLocation.get(key(found.target));
    }
    return found?.kind === "reference" ? undefined : found;
  }

  #exported(file: string, [first, ...rest]: string[]): readonly Declaration[] {
    const symbols = this.#modules.get(file)?.symbols;
    return this.#members(symbols?.get(first ?? "") ?? NOTHING, rest);
  }

  #members(declarations: readonly Declaration[], path: string[]): readonly Declaration[] {
    const followed = declarations.flatMap((it) => this.follow(it) ?? []);
    const [first, ...rest] = path;
    if (first === undefined) return followed;
    const inner = followed.flatMap((it) =>
      it.kind === "namespace" ? it.symbols.get(first) ?? [] : enumMember(it, first)
    );
    return this.#members(inner, rest);
  }

  #add(symbols: ReadonlyMap<string, Declaration[]>): void {
    for (const declaration of [...symbols.values()].flat()) {
      if (declaration.kind === "reference") continue;
      const at = key(declaration.location);
      if (!this.#byLocation.has(at)) this.#byLocation.set(at, declaration);
      if (declaration.kind === "namespace") this.#add(declaration.symbols);
    }
  }
}

/** A member of an enum is an enum of that one member. */
function enumMember(declaration: Declaration, name: string): Declaration[] {
  return declaration.kind === "enum" && declaration.members.some((it) => it.name === name)
    ? [{ ...declaration, only: name }]
    : [];
}

function key({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
