import { coerce } from "./coerce.ts";
import { edgeEnds } from "./edge_ends.ts";
import type { EdgeVerdict, ValueRefusal } from "./edge_types.ts";
import { PsynapseError } from "./errors.ts";
import { isUnset } from "./gather_inputs.ts";
import type { FunctionNode, Graph, GraphEdge, GraphNode } from "./graph.ts";
import type { FindOp } from "./handle_types.ts";
import { nearest, nearestOps } from "./near_names.ts";
import { own } from "./own.ts";
import type { OpSchema, ParamSchema } from "./schema.ts";
import { topologicalSort } from "./topological_sort.ts";
import { canConnect } from "./types_compatible.ts";
import { variableValue } from "./variable_value.ts";

/** What a problem is about. */
export type GraphProblemKind =
  | "cycle"
  | "node"
  | "missing_op"
  | "parameter"
  | "missing_value"
  | "value"
  | "output"
  | "type";

/** Something that would go wrong in a run, or that does nothing. */
export interface GraphProblem {
  kind: GraphProblemKind;
  /** Absent when it is about the graph as a whole. */
  nodeId?: string;
  message: string;
  /** The parameter that it is about, or the name that is none (any more). */
  param?: string;
  /** For a name that is not there: those that are most like it, best first. Ops are `pack/name`. */
  near?: string[];
}

/** What beside the graph a check looks at. */
export interface GraphCheckOptions {
  findOp: FindOp;
  /** All ops, for those that are like one that is missing. */
  ops?: readonly OpSchema[];
  /** What the compiler says of the graph's edges, in their order. */
  verdicts?: readonly EdgeVerdict[];
  /** What it says of values that stand in nodes. */
  values?: readonly ValueRefusal[];
  /** What a node is called; its id unless given. */
  titleOf?(id: string): string;
}

/** Handles that stand for the whole output of a node. */
const WHOLE: ReadonlySet<string | undefined> = new Set(["output", "result", undefined]);

/**
 * What can be said of a graph without running it: cycles, unknown ops and handles, missing and unconvertible values,
 * connections that can never fit.
 */
export function checkGraph(graph: Graph, options: GraphCheckOptions): GraphProblem[] {
  return [...cycleProblems(graph), ...new GraphChecker(graph, options).problems()];
}

function cycleProblems(graph: Graph): GraphProblem[] {
  try {
    topologicalSort(graph);
    return [];
  } catch (error) {
    if (error instanceof PsynapseError) return [{ kind: "cycle", message: error.message }];
    throw error;
  }
}

type Finding = Omit<GraphProblem, "nodeId">;

class GraphChecker {
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  readonly #incoming = new Map<string, GraphEdge[]>();
  readonly #verdicts = new Map<GraphEdge, EdgeVerdict>();
  readonly #values: readonly ValueRefusal[];
  readonly #graph: Graph;
  readonly #findOp: FindOp;
  readonly #ops: readonly OpSchema[];
  readonly #titleOf: (id: string) => string;
  readonly #ends: ReturnType<typeof edgeEnds>;

  constructor(graph: Graph, options: GraphCheckOptions) {
    const { findOp, ops = [], verdicts, values = [], titleOf = (id) => id } = options;
    this.#ops = ops;
    this.#values = values;
    this.#graph = graph;
    this.#findOp = findOp;
    this.#titleOf = titleOf;
    this.#ends = edgeEnds(graph, findOp);
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    graph.edges.forEach((edge, index) => {
      const edges = this.#incoming.get(edge.target);
      if (edges === undefined) this.#incoming.set(edge.target, [edge]);
      else edges.push(edge);
      if (verdicts !== undefined) this.#verdicts.set(edge, verdicts[index]);
    });
  }

  *problems(): Generator<GraphProblem> {
    for (const node of this.#graph.nodes) {
      for (const finding of this.#findings(node)) yield { nodeId: node.id, ...finding };
    }
  }

  *#findings(node: GraphNode): Generator<Finding> {
    if (node.kind === "unknown") {
      yield { kind: "node", message: `Unknown node type "${node.type}"` };
    }
    for (const edge of this.#incoming.get(node.id) ?? []) yield* this.#sourceFindings(edge);
    if (node.kind !== "function") return;
    const schema = this.#schemaOf(node);
    if (schema === undefined) {
      const name = `${node.pack === undefined ? "" : `${node.pack}/`}${node.op}`;
      yield { kind: "missing_op", message: `Unknown op "${name}"`, near: this.#nearOps(node) };
      return;
    }
    const names = new Set(schema.params.map(({ name }) => name));
    const isFree = (name: string) => isNotSet(node, name, this.#incoming.get(node.id) ?? []);
    const missing = schema.params.filter((param) => isFree(param.name) && isRequired(param));
    const near = (name: string) => {
      const alike = nearest(name, [...names].filter(isFree), (one) => one);
      // The one that has nothing yet, and needs something, may well be its new name.
      return alike.length === 0 && missing.length === 1 ? [missing[0].name] : alike;
    };
    for (const name of Object.keys(node.values)) {
      if (names.has(name)) continue;
      const message = `"${schema.name}" has no parameter "${name}"`;
      yield { kind: "parameter", message, param: name, near: near(name) };
    }
    for (const { targetHandle } of this.#incoming.get(node.id) ?? []) {
      if (targetHandle === undefined || names.has(targetHandle)) continue;
      const message =
        `"${schema.name}" has no parameter "${targetHandle}"; the connection only orders`;
      yield { kind: "parameter", message, param: targetHandle, near: near(targetHandle) };
    }
    for (const param of schema.params) yield* this.#paramFindings(node, param);
  }

  *#paramFindings(node: FunctionNode, param: ParamSchema): Generator<Finding> {
    const edges = (this.#incoming.get(node.id) ?? [])
      .filter(({ targetHandle }) => targetHandle === param.name);
    if (edges.length > 0) {
      const isCollected = param.type === "list" && edges.length > 1;
      if (!isCollected) yield* this.#edgeFindings(edges[edges.length - 1], param);
      return;
    }
    const value = own(node.values, param.name);
    if (!isUnset(value, param)) yield* this.#valueFindings(node, value, param);
    else if (isRequired(param)) {
      const message = `Missing required parameter "${param.name}"`;
      yield { kind: "missing_value", message, param: param.name };
    }
  }

  *#valueFindings(node: FunctionNode, value: unknown, param: ParamSchema): Generator<Finding> {
    const findings = [...conversionFindings(value, param)];
    yield* findings;
    if (findings.length > 0) return;
    const found = this.#values.find((one) => one.node === node.id && one.param === param.name);
    if (found) yield { kind: "value", message: found.reason, param: param.name };
  }

  /** Whether what comes over an edge can fit: by its value where that is known, else by its type. */
  *#edgeFindings(edge: GraphEdge, param: ParamSchema): Generator<Finding> {
    const source = this.#nodes.get(edge.source);
    const isKnown = source?.kind === "variable" && WHOLE.has(edge.sourceHandle);
    if (isKnown) {
      const findings = [...conversionFindings(variableValue(source), param)];
      yield* findings;
      if (findings.length > 0) return;
    }
    const fits = isKnown ? { ok: true } as const : canConnect(this.#ends(edge).from, param);
    const verdict = fits.ok ? this.#verdicts.get(edge) : fits;
    if (verdict === undefined || verdict.ok) return;
    const message = `Cannot connect "${this.#titleOf(edge.source)}": ${verdict.reason}`;
    yield { kind: "type", message, param: param.name };
  }

  *#sourceFindings({ source, sourceHandle }: GraphEdge): Generator<Finding> {
    const node = this.#nodes.get(source);
    if (sourceHandle === undefined || WHOLE.has(sourceHandle) || node?.kind !== "function") return;
    const schema = this.#schemaOf(node);
    if (schema === undefined || schema.returns.some(({ name }) => name === sourceHandle)) return;
    // A dict has keys that no type names.
    if (schema.returns.some(({ type }) => type === "dict" || type === "Any")) return;
    yield {
      kind: "output",
      message: `"${this.#titleOf(source)}" has no output "${sourceHandle}"`,
    };
  }

  #nearOps(node: FunctionNode): string[] {
    const used = new Set(Object.keys(node.values));
    for (const { targetHandle } of this.#incoming.get(node.id) ?? []) {
      if (targetHandle !== undefined) used.add(targetHandle);
    }
    return nearestOps({ name: node.op, pack: node.pack, used }, this.#ops)
      .map(({ name, pack }) => `${pack}/${name}`);
  }

  #schemaOf({ op, pack }: FunctionNode): OpSchema | undefined {
    return this.#findOp(op, pack);
  }
}

function isRequired(param: ParamSchema): boolean {
  return !param.optional && !Object.hasOwn(param, "default");
}

/** Whether a parameter has neither an edge nor a value: what is set already is no new name of another. */
function isNotSet(node: FunctionNode, name: string, edges: readonly GraphEdge[]): boolean {
  return own(node.values, name) === undefined &&
    !edges.some(({ targetHandle }) => targetHandle === name);
}

function* conversionFindings(value: unknown, param: ParamSchema): Generator<Finding> {
  try {
    coerce(value, param);
  } catch (error) {
    if (!(error instanceof PsynapseError)) throw error;
    yield { kind: "value", message: error.message, param: param.name };
  }
}
