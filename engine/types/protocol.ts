/**
 * What the server and the process of the compiler say to each other: one line of JSON for each message.
 *
 * @module
 */
import type { OpKind, OpSchema, TypeInfo } from "../core/schema.ts";
import type { EdgeVerdict, SolvedTypes } from "../core/edge_types.ts";

/** An op, and where it is. */
export interface TypedOp {
  /** `pack/name`. */
  id: string;
  /** Absolute path of its file. */
  file: string;
  /** Under which name the file exports it. */
  name: string;
  /** It is the `call` of a class. */
  isClass: boolean;
  /** It is a generator: its value is what it returns. */
  isGenerator: boolean;
  /** Place of the run's signal between the parameters. */
  signalAt?: number;
  kind: OpKind;
  params: OpSchema["params"];
  returns: OpSchema["returns"];
}

/** What all later questions are about. */
export interface PacksMessage {
  type: "packs";
  /** Text of the module that packs import as `psynapse`. */
  psynapse: string;
  /** For each pack's folder, with `/` at its end: the addresses of its `imports` that are files. */
  imports: Record<string, Record<string, string>>;
  ops: TypedOp[];
}

/** A node as far as types go. */
export type TypedNode =
  | {
    kind: "op";
    op: string;
    /** TypeScript texts of the types of the node's own values. */
    values: Record<string, string>;
  }
  | { kind: "value"; /** TypeScript text. */ type: string; info: TypeInfo }
  | { kind: "list" }
  | { kind: "any" };

/** An edge between nodes by their place. `list`: one of several into a list parameter. */
export interface TypedEdge {
  from: number;
  to: number;
  /** Undefined: the whole value. */
  key?: string;
  param: string;
  isOneOfMany?: true;
  /** `from` is a value that stands in the node itself: generics are not solved by it. */
  isOwnValue?: true;
}

/** A graph as far as types go. Nodes stand before those that need them; what only stands for an own value, at the end. */
export interface CheckMessage {
  type: "check";
  id: number;
  nodes: TypedNode[];
  edges: TypedEdge[];
}

/** The answer to a {@link CheckMessage}: nodes by their place. */
export interface CheckAnswer {
  id: number;
  edges: EdgeVerdict[];
  nodes: Record<number, SolvedTypes>;
}

/** The answer to one that cannot be answered. */
export interface CheckFailure {
  id: number;
  error: string;
}
