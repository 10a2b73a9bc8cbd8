/**
 * What server and host say to each other. The host is started by the server and trusts it; the server takes
 * nothing from a host that {@link parseHostMessage} has not looked at.
 *
 * On the wire each message is one line of JSON. Lines from the host begin with a secret that it got over stdin, so
 * that what an op writes to stdout is never taken for a message.
 *
 * @module
 */
import type { OpFileName, PackPermissions } from "../catalog/types.ts";
import type { HostPack } from "./denied_access.ts";
import type { GraphNode } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import type { PlanEdge } from "../core/plan.ts";
import type { LogLevel } from "../core/run_event.ts";
import type { WirePart } from "./part_wire.ts";
import type { OpKind, ParamSchema, ReturnSchema } from "../core/schema.ts";

/** What a host needs of an op's schema. */
export interface PartOp {
  name: string;
  pack: string;
  kind: OpKind;
  file: OpFileName;
  params: ParamSchema[];
  returns: ReturnSchema[];
  /** Place among its arguments at which it gets the run's signal. */
  signalAt?: number;
}

/** A node of a part. */
export interface PartNode {
  node: GraphNode;
  /** As in events; also named when nodes that depend on it are skipped. */
  name: string;
  /** Index into {@link Part.ops}; -1 for nodes that call none. */
  op: number;
  /** In edge order; sources are indexes into `nodes`, and from `nodes.length` on into `outside`. */
  incoming: readonly PlanEdge[];
  /** Other hosts need its value. */
  exported?: boolean;
  /** It was moved here, and the host that it was moved from needs its value. */
  returned?: boolean;
  /** Its result may be known: index into {@link Part.candidates}. */
  shape?: number;
}

/** How much of a digest of inputs a host is told. What it takes for known, the server looks up by the whole. */
export const DIGEST_START = 11;

/** The part of a graph that one host runs: nodes in the order of the request. */
export interface Part {
  ops: PartOp[];
  nodes: PartNode[];
  /** Names of the nodes outside whose values will be given. */
  outside: string[];
  onError: "skip" | "null";
  /**
   * Values that take more bytes than `over` are told as previews, and kept here for a while for those who ask. With
   * `wholeViews` what views show is told whole all the same.
   */
  previews?: { over: number; wholeViews: boolean };
  /**
   * Results are reused: for each shape of a node's inputs the digests of those whose result is known, of each the first
   * {@link DIGEST_START} characters, one behind the other. A node that has such inputs is held until the server answers.
   */
  candidates?: readonly string[];
}

/** How a value travels between two hosts. */
export type CarriedValue =
  | { form: "json"; value: JsonValue }
  /** Structured clone in V8's format, base64. */
  | { form: "v8"; data: string }
  /** Text of `writeWhole`, from which the same value is made: where results are reused. */
  | { form: "whole"; text: string }
  /** The node failed, or was skipped because `failed` did. */
  | { form: "failed"; failed: string }
  /** The node had a value, but it went with the host that held it. */
  | { form: "lost"; message: string };

/** A value from outside: place in {@link Part.outside}, and the value. */
export type OutsideValue = [index: number, value: CarriedValue];

/** A node of a part that does not run, and its value; null where nothing that still runs takes it. */
export type SettledValue = [node: number, value: CarriedValue];

/** First line to a host. */
export interface StartMessage {
  type: "start";
  secret: string;
  /** Files to load, in order. */
  files: OpFileName[];
  /** Tell what the files export, for the catalog: loads all of them in the ops thread. */
  inspect: boolean;
  /** Permissions of the threads that run ops. */
  permissions: ThreadPermissions;
  /** Paths that these threads may read when they start and must not when they load the pack. */
  revokeRead: string[];
  /** Address of the folder to load the pack's files from; absent where the host has an import map for them. */
  modules?: string;
  /** The pack, for messages to its user. */
  pack?: HostPack;
  /** Most bytes of one value as JSON; absent where there is no limit. */
  mostValue?: number;
}

/** What a thread may do, in the form of `WorkerOptions.deno.permissions`. */
export type ThreadPermissions = Record<PermissionName, boolean | string[] | "inherit">;

/** Kinds of permission, as in flags and in `deno.json`. */
export const PERMISSION_NAMES = [
  "read",
  "write",
  "net",
  "env",
  "run",
  "sys",
  "ffi",
  "import",
] as const satisfies (keyof PackPermissions)[];
/** See {@link PERMISSION_NAMES}. */
export type PermissionName = typeof PERMISSION_NAMES[number];

/** Lines to a host. */
export type ToHost =
  | StartMessage
  /** Comes before each run; the host says `here` at once, and with that it can still work. */
  | { type: "hello"; run: number }
  | { type: "run"; run: number; part: WirePart; known: OutsideValue[] }
  | { type: "values"; run: number; values: OutsideValue[] }
  /** What is to become of held nodes, and of others that depend on them: these run, those have these values. */
  | { type: "decided"; run: number; go: number[]; settled: SettledValue[] }
  /** Nodes that another host runs: `decided` says what came of them. The answer to `paused`, also without any. */
  | { type: "moved"; run: number; nodes: number[] }
  /** Nodes that another host has run, to run here all the same: a value is of no use elsewhere. */
  | { type: "redo"; run: number; nodes: number[] }
  | { type: "abort"; run: number }
  /** Asks for all of a value that was told as a preview, of this or an earlier run. */
  | { type: "value"; id: number; run: number; node: number }
  | HostExamples;

/** Examples to run, one after the other, in a host that has loaded all files of its pack. */
export interface HostExamples {
  type: "examples";
  /** As `parseExample` gives them. */
  examples: { imports: string; body: string }[];
  /** Functions that take a signal, with its place among their arguments. */
  signals: Record<string, number>;
}

/** What came of one check of an example. */
export interface CheckOutcome {
  ok: boolean;
  /** Values as text. */
  expected?: string;
  actual?: string;
  /** What was thrown. */
  error?: string;
}

/** What came of an example; `error` when it broke off behind its last check. */
export interface ExampleOutcome {
  checks: CheckOutcome[];
  error?: string;
}

/** What happened to a node, by its index in the part. Kept small: most of what is sent are these. */
export type HostEvent =
  | [kind: typeof EXECUTING, node: number, inputs: Record<string, JsonValue>, startedAt: number]
  | [
    kind: typeof COMPLETED,
    node: number,
    output: JsonValue,
    milliseconds: number,
    lossy?: true,
    large?: true,
  ]
  | [kind: typeof FAILED, node: number, message: string, milliseconds: number]
  | [kind: typeof SKIPPED, node: number, message: string, failed: string]
  | [kind: typeof PROGRESS, node: number, progress: number, message: string]
  | [kind: typeof CHUNK, node: number, text: string]
  /** A view's output, which is its input. */
  | [kind: typeof SHOWN, node: number, milliseconds: number, lossy?: true, large?: true]
  | [kind: typeof CARRIED, node: number, value: CarriedValue]
  | [kind: typeof LOG, node: number, level: LogLevel, text: string]
  /** Its inputs are there, and its result may be known. */
  | [kind: typeof HELD, node: number]
  /** Its value for the host that it was moved from, where JSON is not all of it: as `writeWhole` has it, if it can. */
  | [kind: typeof RETURNED, node: number, whole: string | null];

export const EXECUTING = 0;
export const COMPLETED = 1;
export const FAILED = 2;
export const SKIPPED = 3;
export const PROGRESS = 4;
export const CHUNK = 5;
export const SHOWN = 6;
export const CARRIED = 7;
export const LOG = 8;
export const HELD = 9;
export const RETURNED = 10;

/** Asks a host to pause. One that means nothing to a process that does not know it. */
export const PAUSE_SIGNAL = "SIGURG";

/** One export of a loaded file. */
export interface LoadedExport {
  name: string;
  kind: "function" | "class" | "other";
  source: string;
  hasCall?: boolean;
}

/** What became of a file. */
export type LoadedFile =
  | { file: OpFileName; ok: true; exports: LoadedExport[] }
  | { file: OpFileName; ok: false; message: string; line?: number };

/** Lines from a host. */
export type FromHost =
  | { type: "loading"; file: OpFileName }
  | { type: "ready"; files: LoadedFile[] }
  | { type: "here"; run: number }
  /** The answer to `value`; without one when it is not kept any more. */
  | { type: "value"; id: number; value?: JsonValue }
  | { type: "example"; index: number; outcome: ExampleOutcome }
  | { type: "events"; run: number; events: HostEvent[] }
  /** All nodes that have begun are told; no other does before the server has answered with `moved`. */
  | { type: "paused"; run: number }
  /** All nodes of the part are settled and nothing of it runs; `tainted` when something may be left behind. */
  | { type: "idle"; run: number; tainted: boolean };
