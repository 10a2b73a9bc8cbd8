import type { OpKind, OpSchema, Problem } from "../core/schema.ts";

/** The three files of a nodepack and the kind of op that each holds. Generators in `ops.ts` are of the other kinds. */
export const OP_FILES = {
  "ops.ts": "function",
  "progress_ops.ts": "progress",
  "stream_ops.ts": "stream",
} as const satisfies Record<string, OpKind>;
/** See {@link OP_FILES}. */
export type OpFileName = keyof typeof OP_FILES;

/** One value of a permission in `deno.json`: all, none, or a list (paths, hosts, names). */
export type PermissionValue = boolean | string[];

/**
 * `permissions.default` of a pack's deno.json, in Deno's own form, checked. Absent keys are denied. `all: true` is
 * kept as it is. Relative paths in it are relative to the pack's folder and are already made absolute here.
 */
export interface PackPermissions {
  all?: boolean;
  read?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  write?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  net?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  env?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  run?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  sys?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  ffi?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
  import?: PermissionValue | { allow?: PermissionValue; deny?: PermissionValue };
}

/** A nodepack on disk. */
export interface Nodepack {
  name: string;
  /** Absolute folder. */
  dir: string;
  /** The op files that are there. */
  files: OpFileName[];
  /** `imports` of its deno.json; {} without one. */
  imports: Record<string, string>;
  permissions: PackPermissions;
  /** Hash over the contents of the pack's files (all .ts/.js/.json in its folder): changes when a host must be replaced. */
  version: string;
}

/** An op with what is needed to run it. */
export interface CatalogOp {
  schema: OpSchema;
  kind: OpKind;
  file: OpFileName;
  /** Place of the parameter that is an `AbortSignal`: it gets the run's there, between those of the schema. */
  signalAt?: number;
  /** The same inputs give the same output, and nothing else happens: a known output may stand for a call. */
  isPure?: true;
}

/** What a host found in one file when it loaded it. */
export type FileInspection =
  | {
    file: OpFileName;
    ok: true;
    exports: ExportInspection[];
  }
  | {
    file: OpFileName;
    ok: false;
    /** Why it does not load, with line when known (1-based). */
    message: string;
    line?: number;
  };

/** One export of a loaded file. */
export interface ExportInspection {
  name: string;
  kind: "function" | "class" | "other";
  /** JavaScript source of the function, or of a class's `call` method (`Function.prototype.toString`); "" for other. */
  source: string;
  /** For classes: whether there is a `call` method. */
  hasCall?: boolean;
}

/**
 * Loads a pack's files in a host of its own and says what is in them. Never rejects for what a pack does: a file that
 * throws, never finishes loading or ends the process is a failed inspection of that file.
 */
export type InspectNodepack = (pack: Nodepack, signal?: AbortSignal) => Promise<FileInspection[]>;

/** One state of the catalog. Immutable; a reload makes a new one. */
export interface CatalogSnapshot {
  /** Changes whenever anything in it does (a hash), so that clients can tell. */
  version: string;
  packs: Nodepack[];
  /** Packs and files in name order, ops in source order. */
  ops: CatalogOp[];
  problems: Problem[];
}
