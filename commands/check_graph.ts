import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import { coerce } from "../engine/core/coerce.ts";
import { PsynapseError } from "../engine/core/errors.ts";
import { isUnset } from "../engine/core/gather_inputs.ts";
import type { FunctionNode, Graph, GraphEdge, GraphNode } from "../engine/core/graph.ts";
import { own } from "../engine/core/own.ts";
import type { OpSchema, ParamSchema, TypeInfo } from "../engine/core/schema.ts";
import { topologicalSort } from "../engine/core/topological_sort.ts";
import { canConnect } from "../engine/core/types_compatible.ts";
import { variableValue } from "../engine/core/variable_value.ts";

/** Something that would go wrong in a run, or that does nothing. */
export interface GraphProblem {
  /** Absent when it is about the graph as a whole. */
  nodeId?: string;
  message: string;
}

/** Handles that stand for the whole output of a node. */
const WHOLE: ReadonlySet<string | undefined> = new Set(["output", "result", undefined]);

/**
 * What can be said of a graph without running it: cycles, unknown ops and handles, missing and unconvertible values,
 * connections that can never fit.
 */
export function checkGraph(graph: Graph, catalog: CatalogSnapshot): GraphProblem[] {
  return [...cycleProblems(graph), ...new GraphChecker(graph, catalog).problems()];
}

function cycleProblems(graph: Graph): GraphProblem[] {
  try {
    topologicalSort(graph);
    return [];
  } catch (error) {
    if (error instanceof PsynapseError) return [{ message: error.message }];
    throw error;
  }
}

class GraphChecker {
  #nodes: ReadonlyMap<string, GraphNode>;
  #incoming = new Map<string, GraphEdge[]>();
  #graph: Graph;
  #catalog: CatalogSnapshot;

  constructor(graph: Graph, catalog: CatalogSnapshot) {
    this.#graph = graph;
    this.#catalog = catalog;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const edge of graph.edges) {
      const edges = this.#incoming.get(edge.target);
      if (edges === undefined) this.#incoming.set(edge.target, [edge]);
      else edges.push(edge);
    }
  }

  *problems(): Generator<GraphProblem> {
    for (const node of this.#graph.nodes) {
      for (const message of this.#messages(node)) yield { nodeId: node.id, message };
    }
  }

  *#messages(node: GraphNode): Generator<string> {
    if (node.kind === "unknown") yield `Unknown node type "${node.type}"`;
    for (const edge of this.#incoming.get(node.id) ?? []) yield* this.#sourceMessages(edge);
    if (node.kind !== "function") return;
    const schema = this.#schemaOf(node);
    if (schema === undefined) {
      yield `Unknown op "${node.pack === undefined ? "" : `${node.pack}/`}${node.op}"`;
      return;
    }
    const names = new Set(schema.params.map(({ name }) => name));
    for (const name of Object.keys(node.values)) {
      if (!names.has(name)) yield `"${schema.name}" has no parameter "${name}"`;
    }
    for (const { targetHandle } of this.#incoming.get(node.id) ?? []) {
      if (targetHandle === undefined || names.has(targetHandle)) continue;
      yield `"${schema.name}" has no parameter "${targetHandle}"; the connection only orders`;
    }
    for (const param of schema.params) yield* this.#paramMessages(node, param);
  }

  *#paramMessages(node: FunctionNode, param: ParamSchema): Generator<string> {
    const edges = (this.#incoming.get(node.id) ?? [])
      .filter(({ targetHandle }) => targetHandle === param.name);
    if (edges.length > 0) {
      const isCollected = param.type === "list" && edges.length > 1;
      if (!isCollected) yield* this.#edgeMessages(edges[edges.length - 1], param);
      return;
    }
    const value = own(node.values, param.name);
    if (!isUnset(value, param)) yield* conversionMessages(value, param);
    else if (!param.optional && !Object.hasOwn(param, "default")) {
      yield `Missing required parameter "${param.name}"`;
    }
  }

  /** Whether what comes over an edge can fit: by its value where that is known, else by its type. */
  *#edgeMessages(edge: GraphEdge, param: ParamSchema): Generator<string> {
    const source = this.#nodes.get(edge.source);
    if (source?.kind === "variable" && WHOLE.has(edge.sourceHandle)) {
      yield* conversionMessages(variableValue(source), param);
      return;
    }
    const type = source === undefined ? undefined : this.#outputType(source, edge.sourceHandle);
    const fits = type === undefined ? { ok: true } as const : canConnect(type, param);
    if (!fits.ok) yield `Cannot connect "${edge.source}": ${fits.reason}`;
  }

  *#sourceMessages({ source, sourceHandle }: GraphEdge): Generator<string> {
    const node = this.#nodes.get(source);
    if (sourceHandle === undefined || WHOLE.has(sourceHandle) || node?.kind !== "function") return;
    const schema = this.#schemaOf(node);
    if (schema === undefined || schema.returns.some(({ name }) => name === sourceHandle)) return;
    // A dict has keys that no type names.
    if (schema.returns.some(({ type }) => type === "dict" || type === "Any")) return;
    yield `"${source}" has no output "${sourceHandle}"`;
  }

  /** Undefined where nothing is known of it. */
  #outputType(node: GraphNode, handle: string | undefined): TypeInfo | undefined {
    if (node.kind === "list") return { type: "list", ts_type: "unknown[]" };
    const schema = node.kind === "function" ? this.#schemaOf(node) : undefined;
    if (schema === undefined) return undefined;
    if (!WHOLE.has(handle)) return schema.returns.find(({ name }) => name === handle);
    const [first] = schema.returns;
    // Several returns are the keys of an object.
    return schema.returns.length === 1 && WHOLE.has(first.name)
      ? first
      : { type: "dict", ts_type: "object" };
  }

  #schemaOf({ op, pack }: FunctionNode): OpSchema | undefined {
    return this.#catalog.ops.find(({ schema }) =>
      schema.name === op && (pack === undefined || schema.pack === pack)
    )?.schema;
  }
}

function* conversionMessages(value: unknown, param: ParamSchema): Generator<string> {
  try {
    coerce(value, param);
  } catch (error) {
    if (!(error instanceof PsynapseError)) throw error;
    yield error.message;
  }
}
