/**
 * A TypeScript type as the catalog works with it. It is made from `deno doc --json` (`doc_json.ts`) and, for what
 * that leaves out, from the source (`source_facts.ts`).
 *
 * @module
 */

/** A type as it is written: names are not followed. */
export type TsType =
  | { kind: "keyword"; name: string }
  | { kind: "literal"; value: string | number | boolean }
  /** A template type; texts and types alternate, texts as literals. */
  | { kind: "template"; parts: TsType[] }
  | { kind: "ref"; name: string; args: TsType[]; from: RefSource }
  | { kind: "array"; element: TsType }
  | { kind: "tuple"; elements: TsType[] }
  /** `[a?]`, `[...a]`, `(a)`. */
  | { kind: "optional" | "rest" | "paren"; inner: TsType }
  | { kind: "union" | "intersection"; members: TsType[] }
  | ({ kind: "object" } & ObjectBody)
  | { kind: "function"; signature: Signature; isConstructor: boolean }
  /** `typeof name`, with dots. */
  | { kind: "query"; name: string }
  | { kind: "operator"; operator: string; inner: TsType }
  | { kind: "indexed"; object: TsType; index: TsType }
  | {
    kind: "mapped";
    key: TypeParam;
    /** The `as` clause. */
    rename?: TsType;
    value?: TsType;
    optional: boolean;
  }
  | { kind: "conditional"; check: TsType; extends: TsType; yes: TsType; no: TsType }
  | { kind: "predicate"; asserts: boolean; text: string }
  /** `import("specifier").name`. */
  | { kind: "import"; specifier: string; name: string; args: TsType[] }
  /** Anything else, as text. */
  | { kind: "other"; text: string };

/** Where a name of a type comes from; `unknown` when it must be looked up. */
export type RefSource = "local" | "import" | "type-param" | "global" | "unknown";

/** What is between the braces of an object type or interface. */
export interface ObjectBody {
  members: ObjectMember[];
  /** `[key: K]: V`. */
  index?: { key: TsType; value: TsType };
  /** The first call signature. */
  call?: Signature;
}

/** One property or method of an object type. */
export interface ObjectMember {
  name: string;
  optional: boolean;
  readonly: boolean;
  /** Absent for methods, and where none is written. */
  type?: TsType;
  method?: Signature;
}

/** `<name extends constraint = default>`. */
export interface TypeParam {
  name: string;
  constraint?: TsType;
  default?: TsType;
}

/** The types of a function, method or constructor. */
export interface Signature {
  params: Param[];
  returnType?: TsType;
  typeParams: TypeParam[];
}

/** A parameter as it is declared. */
export interface Param {
  /** The name; of a destructured parameter the names in its pattern, joined by `_`. */
  name: string;
  isPattern: boolean;
  type?: TsType;
  /** `p?`. */
  optional: boolean;
  hasDefault: boolean;
  rest: boolean;
}

/** The type that says nothing. */
export const UNKNOWN: TsType = { kind: "keyword", name: "unknown" };
