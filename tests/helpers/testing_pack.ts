import { fileURLToPath } from "node:url";
import type { CatalogOp, CatalogSnapshot, Nodepack, OpFileName } from "@/engine/catalog/types.ts";
import { OP_FILES } from "@/engine/catalog/types.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { RunRequest } from "@/engine/core/graph.ts";
import type { ParamSchema, ValueType } from "@/engine/core/schema.ts";

/** Makes the schema of an op from `name(param: type = default, …)`; a `?` behind the name makes it optional. */
export function opOf(pack: string, file: OpFileName, signature: string): CatalogOp {
  const [, name, list] = /^(\w+)\((.*)\)$/.exec(signature)!;
  const params = list === "" ? [] : list.split(", ").map((text): ParamSchema => {
    const [, name, optional, type, , literal] = /^(\w+)(\?)?: (\w+)( = (.*))?$/.exec(text)!;
    const param: ParamSchema = { name, type: type as ValueType, ts_type: type };
    if (optional) param.optional = true;
    if (literal !== undefined) {
      Object.assign(param, { default: JSON.parse(literal), optional: true });
    }
    return param;
  });
  const kind = OP_FILES[file];
  return {
    kind,
    file,
    schema: {
      name,
      params,
      returns: [{ name: "result", type: "Any", ts_type: "unknown" }],
      docstring: "",
      filepath: `nodepacks/${pack}/${file}`,
      pack,
      is_progress_node: kind === "progress",
      is_stream_node: kind === "stream",
    },
  };
}

const OPS: Record<OpFileName, string[]> = {
  "ops.ts": [
    "raise_error(message: str)",
    "read_env(name: str)",
    "cpu_burn(seconds: float)",
    "sleep_op(seconds: float)",
    "echo(value: Any)",
    "make_dict(k: str, v: Any)",
    "make_function(factor: float)",
    "call_function(fn: Any, value: float)",
    "make_map(key: str, value: float)",
    "map_get(map: Any, key: str)",
    "make_number(name: str)",
    "is_number(value: float, name: str)",
    "big_text(size: int)",
    "exit(code: int)",
    "exhaust_memory()",
    "write_stdout(text: str)",
    "reject_later()",
    "pollute()",
    "pollute_objects()",
    "permissions()",
    "process_id()",
    "read_file(path: str)",
    "count_calls()",
    "spin()",
    "block()",
    "hang_on_fetch(url: str)",
    "ignore_signal()",
    "heed_signal()",
  ],
  "progress_ops.ts": [
    "FastProgress(count: int, delay: float = 0.02)",
    "FailingProgress(count: int)",
    "OddProgress()",
    "PatternProgress(count: int)",
    "SpinProgress()",
    "BlockProgress()",
    "FetchProgress(url: str)",
    "IgnoreProgress()",
    "HeedProgress()",
    "PermissionsProgress()",
    "UncaughtProgress()",
    "RejectedProgress()",
    "ExitProgress()",
    "CountingProgress()",
    "ProcessProgress()",
  ],
  "stream_ops.ts": [
    "UpperStream(text: str, delay: float = 0.02)",
    "ManyChunks(n: int, size: int = 4)",
    "FailingStream(text: str)",
    "EmptyChunks()",
    "PatternStream(text: str)",
    "SpinStream()",
    "BlockStream()",
    "FetchStream(url: str)",
    "IgnoreStream()",
    "HeedStream()",
  ],
};

/** The testing pack, found without the catalog's help. */
export function testingPack(changes: Partial<Nodepack> = {}): Nodepack {
  return {
    name: "testing",
    dir: fileURLToPath(new URL("../fixtures/nodepacks/testing", import.meta.url)),
    files: ["ops.ts", "progress_ops.ts", "stream_ops.ts"],
    imports: {},
    permissions: { env: true, net: ["127.0.0.1", "localhost"] },
    version: "1",
    ...changes,
  };
}

/** A catalog that holds the testing pack's ops once for each of the packs. */
export function testingCatalog(packs: Nodepack[] = [testingPack()]): CatalogSnapshot {
  const ops = packs.flatMap((pack) =>
    pack.files.flatMap((file) => OPS[file].map((signature) => opOf(pack.name, file, signature)))
  );
  return { version: "1", packs, ops, problems: [] };
}

/** A node of a test graph: `[op, values]`, or the name of another kind of node. */
export type TestNode =
  | [op: string, values?: Record<string, unknown>, pack?: string]
  | "view"
  | "list";

/**
 * Makes a request. Edges are written `a -> b.param`, `a.key -> b.param`.
 */
export function graphOf(
  nodes: Record<string, TestNode>,
  edges: string[] = [],
  more: Record<string, unknown> = {},
): RunRequest {
  return parseRunRequest({
    nodes: Object.entries(nodes).map(([id, node]) =>
      typeof node === "string" ? { id, type: `${node}Node`, data: {} } : {
        id,
        type: "functionNode",
        data: { functionName: node[0], label: id, values: node[1] ?? {}, pack: node[2] },
      }
    ),
    edges: edges.map((edge) => {
      const [, source, sourceHandle, target, targetHandle] =
        /^(\w+)(?:\.(\w+))? -> (\w+)(?:\.([\w-]+))?$/.exec(edge)!;
      return { source, target, sourceHandle, targetHandle: targetHandle ?? "input" };
    }),
    ...more,
  });
}

/** All events of a run. */
export async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** A short form of events to compare: `a executing`, `a completed 5`, `a error: text`, `done {…}`. */
export function brief(events: RunEvent[]): string[] {
  return events.map((event) => {
    if (event.status === "waiting") return `waiting ${event.before}`;
    if (!("node_id" in event)) {
      return event.status === "done"
        ? `done ${JSON.stringify(event.results)}`
        : `error: ${event.error}`;
    }
    const start = `${event.node_name} ${event.status}`;
    switch (event.status) {
      case "executing":
        return start;
      case "progress":
        return `${start} ${event.progress} ${event.progress_message}`;
      case "streaming":
        return `${start} ${event.streaming_chunk}`;
      case "completed":
        return `${start} ${JSON.stringify(event.output)}`;
      case "log":
        return `${start} ${event.level}: ${event.text}`;
      case "error":
        return `${start}: ${event.error}`;
    }
  });
}
