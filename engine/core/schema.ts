import type { JsonValue } from "./json.ts";

/** The kinds of op: plain functions, and classes that report progress or stream text. */
export const OP_KINDS = ["function", "progress", "stream"] as const;
/** See {@link OP_KINDS}. */
export type OpKind = typeof OP_KINDS[number];

/** Type names on the wire. They are the original's, so that its clients and files keep working. */
export const VALUE_TYPES = [
  "float",
  "int",
  "str",
  "bool",
  "Literal",
  "list",
  "dict",
  "Image",
  "Any",
] as const;
/** See {@link VALUE_TYPES}. */
export type ValueType = typeof VALUE_TYPES[number];

/** A type as it travels: the wire name and the TypeScript text beside it. */
export interface TypeInfo {
  type: ValueType;
  /** The TypeScript text, with aliases as written: `Int`, `"fast" | "slow"`, `Record<string, number>`. */
  ts_type: string;
  /** For `Literal`: the allowed values as text, in source order. */
  literal_values?: string[];
  /** For `Literal`: the same values with their own types, so that a chosen `"3"` arrives as the number 3. */
  literals?: (string | number)[];
}

/** One parameter of an op. */
export interface ParamSchema extends TypeInfo {
  name: string;
  /** Present exactly when the default is a literal (numbers, strings, booleans, null, arrays and objects of those). */
  default?: JsonValue;
  /** May be left empty: `p?: T`, `T | undefined`, `T | null`, a rest parameter, or any default (literal or computed). */
  optional?: true;
  /** The type admits null and the parameter has no default: null arrives as it is, and where there is no value. */
  nullable?: true;
  /** Beside `nullable`, the type admits undefined too (`p?: T | null`): that is what arrives where there is no value. */
  undefinable?: true;
  /** A rest parameter: its list is spread into the call. */
  rest?: true;
  /** The `@param` text. */
  description?: string;
  /** Stands behind the field: `@unit width px`. */
  unit?: string;
  /** Numbers below are refused: `@min width 1`. */
  min?: number;
  /** Numbers above are refused: `@max width 4096`. */
  max?: number;
  /** What the arrow keys add: `@step width 16`. */
  step?: number;
  /** A text of several lines: `@multiline prompt`. */
  multiline?: true;
  /** A secret: its field shows no text and its value is not saved: `@password key`. */
  password?: true;
}

/** One output handle of an op. */
export interface ReturnSchema extends TypeInfo {
  /** `result` for the whole value, else the key of an inline object return type. */
  name: string;
}

/** What `GET /get_schema` says of one op. */
export interface OpSchema {
  name: string;
  params: ParamSchema[];
  /** `[{name:"result"}]`, or one entry for each key when the return type is an inline object type. */
  returns: ReturnSchema[];
  /** The JSDoc text, "" when there is none. */
  docstring: string;
  /** `nodepacks/<pack>/ops.ts`: relative to the folder that holds the nodepacks folder, with `/`. */
  filepath: string;
  pack: string;
  is_progress_node: boolean;
  is_stream_node: boolean;
  /** `@example` texts, in order. */
  examples?: string[];
  /** The `@deprecated` text ("" when it has none). */
  deprecated?: string;
  /** What people read instead of the name: `@title Resize image`. */
  title?: string;
  /** One of `OP_ICONS`: `@icon image`. */
  icon?: string;
  /** Heading in the library, below the pack's: `@category Sizes`. */
  category?: string;
  /** Not in the library: `@hidden`. Graphs that have it run all the same. */
  hidden?: true;
}

/** Something that could not be loaded, listed under `GET /problems` and in the library. */
export interface Problem {
  /** Pack it belongs to; absent when it is about the nodepacks folder itself. */
  pack?: string;
  /** Path as in {@link OpSchema.filepath}. */
  file?: string;
  /** 1-based. */
  line?: number;
  /** 1-based, where it is known beside the line. */
  column?: number;
  /** What is wrong and what to do, in one or two sentences. */
  message: string;
}

/** Says which kind of op a schema describes. */
export function opKind(schema: OpSchema): OpKind {
  return schema.is_progress_node ? "progress" : schema.is_stream_node ? "stream" : "function";
}
