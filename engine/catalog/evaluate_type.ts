import type { Declaration } from "./doc_model.ts";
import type { DocIndex } from "./doc_index.ts";
import {
  type Closure,
  type Head,
  type HeadMember,
  intersectionOf,
  type Keyword,
  literalsOf,
  memberOf,
  membersOf,
  OPAQUE,
  type Scope,
  unionOf,
} from "./head.ts";
import type { SourceFacts } from "./source_facts.ts";
import { bind } from "./scope.ts";
import { type ObjectBody, type RefSource, type TsType, UNKNOWN } from "./ts_type.ts";
import { type EvaluateHead, GLOBAL_TYPES } from "./global_types.ts";

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>([
  "string",
  "number",
  "boolean",
  "null",
  "undefined",
  "void",
  "never",
  "object",
]);

/** Deeper nesting of names, and longer work on one type, count as unknown: types can be made to never end. */
const LIMITS = { depth: 60, steps: 20_000, combinations: 200 };

type ModuleResolver = (specifier: string, from: string) => string | undefined;

/** Finds out what types are, by following their names through the modules of a pack. */
export class TypeEvaluator {
  #depth = 0;
  #steps = 0;

  /**
   * @param docs what `deno doc` said of the modules
   * @param facts what it left out
   * @param resolveModule path of a module for `import("…")` in types
   */
  constructor(
    readonly docs: DocIndex,
    readonly facts: SourceFacts,
    readonly resolveModule: ModuleResolver,
  ) {}

  /** Evaluates a type. Never throws: what cannot be found out is opaque. */
  head = (closure: Closure): Head => {
    if (this.#depth === 0) this.#steps = 0;
    if (this.#depth > LIMITS.depth || ++this.#steps > LIMITS.steps) return OPAQUE;
    this.#depth++;
    try {
      return this.#evaluate(closure.type, closure.scope);
    } finally {
      this.#depth--;
    }
  };

  #evaluate(type: TsType, scope: Scope): Head {
    const at = (inner: TsType): Closure => ({ type: inner, scope });
    switch (type.kind) {
      case "keyword":
        return isKeyword(type.name) ? { kind: "keyword", name: type.name } : OPAQUE;
      case "literal":
        return type;
      case "paren":
      case "optional":
        return this.head(at(type.inner));
      case "array":
        return { kind: "list", element: at(type.element) };
      case "tuple":
        return type.elements.some((it) => it.kind === "rest")
          ? { kind: "list" }
          : { kind: "list", items: type.elements.map(at) };
      case "union":
        return unionOf(type.members.map((it) => this.head(at(it))));
      case "intersection":
        return intersectionOf(type.members.map((it) => this.head(at(it))));
      case "object":
        return this.#object([{ body: type, scope }]);
      case "function":
        return type.isConstructor ? OPAQUE : { kind: "function", signature: type.signature, scope };
      case "template":
        return this.#template(type.parts, scope);
      case "ref":
        return this.#ref(type, scope);
      case "query":
        return this.#valueType(this.docs.resolve(scope.file, type.name), type.name, scope);
      case "operator":
        return this.#operator(type.operator, this.head(at(type.inner)));
      case "indexed":
        return memberOf(this.head(at(type.object)), this.head(at(type.index)), this.head);
      case "mapped":
        return this.#mapped(type, scope);
      case "predicate":
        return type.asserts
          ? { kind: "keyword", name: "void" }
          : { kind: "keyword", name: "boolean" };
      case "import": {
        const file = this.resolveModule(type.specifier, scope.file);
        const found = file === undefined ? [] : this.docs.exported(file, type.name);
        return this.#declared(found, type.args.map(at)) ?? OPAQUE;
      }
      case "conditional":
      case "rest":
      case "other":
        return OPAQUE;
    }
  }

  #ref(ref: { name: string; args: TsType[]; from: RefSource }, scope: Scope): Head {
    const bound = ref.from === "type-param" || ref.from === "unknown"
      ? scope.bindings.get(ref.name)
      : undefined;
    if (bound !== undefined) return this.head(bound);
    const args = ref.args.map((type) => ({ type, scope }));
    if (ref.from !== "global") {
      const found = this.#declared(this.docs.resolve(scope.file, ref.name), args);
      if (found !== undefined) return found;
    }
    // A name that `deno doc` does not place may still be a type parameter: `infer U`, or the key of a mapped type.
    const binding = scope.bindings.get(ref.name);
    if (binding !== undefined) return this.head(binding);
    const global = ref.from === "global" || ref.from === "unknown"
      ? GLOBAL_TYPES.get(ref.name)
      : undefined;
    return global?.(args, this.head satisfies EvaluateHead) ?? OPAQUE;
  }

  /** What the declarations mean as a type; undefined when they mean none. */
  #declared(declarations: readonly Declaration[], args: Closure[]): Head | undefined {
    for (const declaration of declarations) {
      const engineName = this.docs.engineName(declaration);
      if (engineName === "Int" || engineName === "Image") {
        return { kind: "keyword", name: engineName };
      }
      const { file } = declaration.location;
      switch (declaration.kind) {
        case "alias":
          return this.head({
            type: declaration.type,
            scope: bind(declaration.typeParams, args, file),
          });
        case "interface":
          return this.#interface(declarations, args);
        case "enum":
          return this.#enum(declaration);
        case "class":
          return OPAQUE;
      }
    }
    return undefined;
  }

  #interface(declarations: readonly Declaration[], args: Closure[]): Head {
    const bodies: { body: ObjectBody; scope: Scope }[] = [];
    const parents: Head[] = [];
    for (const declaration of declarations) {
      if (declaration.kind !== "interface") continue;
      const scope = bind(declaration.typeParams, args, declaration.location.file);
      bodies.push({ body: declaration.body, scope });
      parents.push(...declaration.extends.map((type) => this.head({ type, scope })));
    }
    const list = parents.find((it) => it.kind === "list" || it.kind === "function");
    if (list !== undefined) return list;
    const own = this.#object(bodies);
    if (own.kind !== "object") return own;
    const inherited = parents.flatMap((it) => it.kind === "object" ? [it] : []);
    return intersectionOf([...inherited, own]);
  }

  #object(bodies: { body: ObjectBody; scope: Scope }[]): Head {
    const members = new Map<string, HeadMember>();
    let index: Closure | undefined;
    for (const { body, scope } of bodies) {
      if (body.call !== undefined) return { kind: "function", signature: body.call, scope };
      for (const { name, optional, type, method } of body.members) {
        const own: TsType = method === undefined
          ? type ?? UNKNOWN
          : { kind: "function", signature: method, isConstructor: false };
        members.set(name, { type: { type: own, scope }, optional });
      }
      if (body.index !== undefined) index = { type: body.index.value, scope };
    }
    return { kind: "object", members, index };
  }

  #enum(declaration: Declaration & { kind: "enum" }): Head {
    const isWritten = declaration.members.every((it) => it.value !== undefined);
    const members = isWritten
      ? declaration.members
      : this.facts.enumMembers(declaration.location) ?? declaration.members;
    const chosen = declaration.only === undefined
      ? members
      : members.filter((it) => it.name === declaration.only);
    const values = chosen.flatMap(({ value }) => value ?? []);
    if (values.length === chosen.length) return literalsOf(values);
    // A computed member of an enum is nearly always a number: flags.
    return values.every((it) => typeof it === "number")
      ? { kind: "keyword", name: "number" }
      : OPAQUE;
  }

  /** The type of a value: `typeof name`. */
  #valueType(declarations: readonly Declaration[], name: string, scope: Scope): Head {
    for (const declaration of declarations) {
      const { location } = declaration;
      const own: Scope = { file: location.file, bindings: new Map() };
      if (declaration.kind === "variable") {
        const type = this.facts.constant(location) ?? declaration.type;
        return type === undefined ? OPAQUE : this.head({ type, scope: own });
      }
      if (declaration.kind === "function") {
        return { kind: "function", signature: declaration.signature, scope: own };
      }
      if (declaration.kind === "enum") return this.#enumObject(declaration, own);
    }
    const dot = name.lastIndexOf(".");
    if (dot < 0) return OPAQUE;
    const object: TsType = { kind: "query", name: name.slice(0, dot) };
    const index: TsType = { kind: "literal", value: name.slice(dot + 1) };
    return this.head({ type: { kind: "indexed", object, index }, scope });
  }

  #enumObject(declaration: Declaration & { kind: "enum" }, scope: Scope): Head {
    const members = declaration.members.map(({ name }): [string, HeadMember] => {
      const head = this.#enum({ ...declaration, only: name });
      const type: TsType = head.kind === "literal" ? head : UNKNOWN;
      return [name, { type: { type, scope }, optional: false }];
    });
    return { kind: "object", members: new Map(members) };
  }

  #operator(operator: string, inner: Head): Head {
    if (operator === "readonly") return inner;
    if (operator !== "keyof" || inner.kind !== "object") return OPAQUE;
    return inner.index === undefined
      ? literalsOf(inner.members.keys())
      : { kind: "keyword", name: "string" };
  }

  #mapped(type: TsType & { kind: "mapped" }, scope: Scope): Head {
    const value = type.value ?? UNKNOWN;
    const keys = type.key.constraint === undefined
      ? OPAQUE
      : this.head({ type: type.key.constraint, scope });
    const members = new Map<string, HeadMember>();
    for (const key of membersOf(keys)) {
      if (key.kind !== "literal" || type.rename !== undefined) {
        return { kind: "object", members: new Map(), index: { type: value, scope } };
      }
      const bindings = new Map(scope.bindings).set(type.key.name, { type: key, scope });
      const closure = { type: value, scope: { ...scope, bindings } };
      members.set(String(key.value), { type: closure, optional: type.optional });
    }
    return { kind: "object", members };
  }

  /** A template of finitely many texts is their union, any other is a string. */
  #template(parts: TsType[], scope: Scope): Head {
    let texts = [""];
    for (const type of parts) {
      const values = membersOf(this.head({ type, scope }));
      const pieces = values.flatMap((it) => it.kind === "literal" ? [String(it.value)] : []);
      if (
        pieces.length !== values.length || texts.length * pieces.length > LIMITS.combinations
      ) return { kind: "keyword", name: "string" };
      texts = texts.flatMap((start) => pieces.map((piece) => start + piece));
    }
    return literalsOf(texts);
  }
}

function isKeyword(name: string): name is Keyword {
  return KEYWORDS.has(name);
}
