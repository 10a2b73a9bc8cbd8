/**
 * What `deno doc --json` says of modules, in the form that the catalog reads.
 *
 * @module
 */
import type { OpTag } from "./op_tags.ts";
import type { PurityTag } from "./purity.ts";
import type { ObjectBody, Param, Signature, TsType, TypeParam } from "./ts_type.ts";

/** A place in a source file. */
export interface Location {
  /** Absolute path, or the URL of a module that is no file. */
  file: string;
  /** 1-based. */
  line: number;
  /** 0-based. */
  column: number;
}

/** What a JSDoc comment says. */
export interface JsDoc {
  text: string;
  /** `@param` tags in order. */
  params: { name: string; text: string }[];
  examples: string[];
  /** The text of `@deprecated`, "" without one. */
  deprecated?: string;
  /** Set by `@pure` and `@impure`. */
  purity?: PurityTag;
  /** Tags that shape the op; absent when there are none. */
  tags?: OpTag[];
}

/** A comment that is not there. */
export const NO_DOC: JsDoc = { text: "", params: [], examples: [] };

/** One documented module. */
export interface ModuleDoc {
  imports: Map<string, ImportDoc>;
  /** By name, exports first, in the order of the source. */
  symbols: Map<string, Declaration[]>;
}

/** An imported name. */
export interface ImportDoc {
  /** Absolute path, or the URL of a module that is no file. */
  file: string;
  /** The name there; absent for `import * as name`. */
  original?: string;
}

/** One declaration of a name; overloads and merged declarations have several. */
export type Declaration = { location: Location; exported: boolean; jsDoc: JsDoc } & DeclarationBody;

/** The part of a declaration that depends on its kind. */
export type DeclarationBody =
  | { kind: "function"; signature: Signature }
  | ({ kind: "class" } & ClassDoc)
  | { kind: "interface"; body: ObjectBody; extends: TsType[]; typeParams: TypeParam[] }
  | { kind: "alias"; type: TsType; typeParams: TypeParam[] }
  /** `only`: this member of it, as in `Level.Low`. */
  | { kind: "enum"; members: EnumMember[]; only?: string }
  | { kind: "variable"; type?: TsType }
  | { kind: "namespace"; symbols: Map<string, Declaration[]> }
  /** An export that is declared elsewhere. */
  | { kind: "reference"; target: Location }
  | { kind: "other" };

/** A member of an enum. */
export interface EnumMember {
  name: string;
  /** Absent when it is computed or not written, which `deno doc` does not tell apart. */
  value?: string | number;
}

/** A class. */
export interface ClassDoc {
  isAbstract: boolean;
  /** Parameters of each constructor. */
  constructors: Param[][];
  methods: MethodDoc[];
  /** Names of properties: a method that is written as one (`call = () => …`) is here. */
  properties: string[];
  /** The name of the superclass. */
  extends?: string;
  superArgs: TsType[];
  typeParams: TypeParam[];
}

/** A method of a class. */
export interface MethodDoc {
  name: string;
  isStatic: boolean;
  isPublic: boolean;
  signature: Signature;
  jsDoc: JsDoc;
}
