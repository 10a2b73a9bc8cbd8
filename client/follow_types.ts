import { batch, effect } from "@preact/signals";
import { checkGraph, type GraphProblem } from "../engine/core/check_graph.ts";
import { edgeEnds } from "../engine/core/edge_ends.ts";
import { type EdgeVerdict, type ValueRefusal, verdictByNames } from "../engine/core/edge_types.ts";
import { errorMessage } from "../engine/core/errors.ts";
import type { GraphEdge, RunRequest } from "../engine/core/graph.ts";
import { own } from "../engine/core/own.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { canConnect } from "../engine/core/types_compatible.ts";
import { workflowToRunRequest } from "../engine/core/workflow.ts";
import type { EditorModel } from "./models/editor.ts";
import type { EdgeLook } from "./models/types.ts";
import { type ParsedTypes, parseTypes } from "./parse_types.ts";

type Parts = Pick<EditorModel, "api" | "catalog" | "clock" | "graph" | "types">;

/** How long after the last change names are looked at, and then the compiler is asked. */
const DELAY_MS = { names: 30, exact: 150 };

/** What the compiler has said last: of what has not changed since, that stands until it answers again. */
interface Said {
  /** The library of which it was said. */
  ops: unknown;
  verdicts: ReadonlyMap<string, EdgeVerdict>;
  nodes: ParsedTypes["nodes"];
  /** With the value that was meant. */
  values: readonly (ValueRefusal & { of: string | undefined })[];
}

const NOTHING: Said = { ops: undefined, verdicts: new Map(), nodes: new Map(), values: [] };

/**
 * Keeps `types` up to date with the graph: the names of types at once, the compiler's answer as soon as it is there.
 * The returned function ends that.
 */
export function followTypes(editor: Parts): () => void {
  const { api, catalog, clock, graph } = editor;
  let seen: readonly unknown[] = [];
  let said = NOTHING;
  return effect(() => {
    const ready = catalog.ops.value.length > 0;
    // A server that is back is asked what it could not be asked.
    catalog.state.value;
    const now = [
      catalog.ops.value,
      graph.edges.value,
      ...graph.nodes.value.map(({ data }) => data),
    ];
    // Nodes that are dragged or selected have the same types.
    if (!ready || same(now, seen)) return;
    const asked = new AbortController();
    let isDone = false;
    let waits = () => {};
    const callOff = clock.after(DELAY_MS.names, () => {
      seen = now;
      const question = questionOf(editor);
      if (typeof question === "string") return void refuse(editor, question);
      if (said.ops !== catalog.ops.peek()) said = NOTHING;
      tell(editor, question, said);
      waits = clock.after(DELAY_MS.exact, async () => {
        const answer = await api.checkTypes(question.body, asked.signal);
        if (asked.signal.aborted) return;
        isDone = true;
        if (!answer.ok) {
          seen = [];
          return;
        }
        try {
          said = saidOf(editor, question, parseTypes(answer.data));
          tell(editor, question, said);
        } catch {
          // A server of another version: what the names say stands.
        }
      });
    });
    return () => {
      callOff();
      waits();
      asked.abort();
      // What was not asked to its end is asked again.
      if (seen === now && !isDone) seen = [];
    };
  });
}

interface Question {
  body: ReturnType<typeof workflowToRunRequest>;
  graph: RunRequest;
}

/** What would be run; why nothing could be, in words. */
function questionOf({ catalog, graph }: Parts): Question | string {
  try {
    const body = workflowToRunRequest(graph.toWorkflow(), {}, catalog.find);
    return { body, graph: parseRunRequest(body) };
  } catch (error) {
    return errorMessage(error);
  }
}

function refuse({ types }: Parts, message: string): void {
  batch(() => {
    types.looks.value = new Map();
    types.problems.value = [{ kind: "cycle", message }];
  });
}

function saidOf(
  { catalog }: Parts,
  { graph }: Question,
  { edges, nodes, values }: ParsedTypes,
): Said {
  if (edges.length !== graph.edges.length) throw new Error("The answer is not about this graph");
  const keyOf = keys(graph);
  return {
    ops: catalog.ops.peek(),
    verdicts: new Map(graph.edges.map((edge, index) => [keyOf(edge), edges[index]])),
    nodes,
    values: values.map((one) => ({ ...one, of: ownValue(graph, one) })),
  };
}

/** The value that stands in a node, as text. */
function ownValue({ nodes }: RunRequest, { node: id, param }: ValueRefusal): string | undefined {
  const node = nodes.find((one) => one.id === id);
  return node?.kind === "function" ? JSON.stringify(own(node.values, param)) : undefined;
}

/** What an edge is known by: where it is, and which ops are at its ends. */
function keys({ nodes }: RunRequest): (edge: GraphEdge) => string {
  const ops = new Map(nodes.map((node) => [
    node.id,
    node.kind === "function" ? `${node.pack ?? ""}/${node.op}` : node.kind,
  ]));
  return (edge) => JSON.stringify([placeOf(edge), ops.get(edge.source), ops.get(edge.target)]);
}

function tell(editor: Parts, { graph: request }: Question, said: Said): void {
  const { verdicts, nodes, values } = said;
  const { catalog, graph, types } = editor;
  const ends = edgeEnds(request, catalog.find);
  const titleOf = (id: string) => graph.title(id).peek();
  const keyOf = keys(request);
  const all = request.edges.map((edge): EdgeVerdict => {
    const { from, to } = ends(edge);
    const byNames = () =>
      to ? verdictByNames(canConnect(from, to), from, to) : { ok: true } as const;
    return verdicts.get(keyOf(edge)) ?? byNames();
  });
  const places = new Map(graph.edges.peek().map((edge) => [placeOf(edge), edge.id]));
  const looks = new Map<string, EdgeLook>();
  request.edges.forEach((edge, index) => {
    const id = places.get(placeOf(edge));
    if (id === undefined) return;
    const { from } = ends(edge);
    const solved = nodes.get(edge.source)?.outputs[edge.sourceHandle ?? "output"] ?? from;
    looks.set(id, lookOf(all[index], solved));
  });
  const problems: GraphProblem[] = checkGraph(request, {
    findOp: catalog.find,
    ops: catalog.ops.peek(),
    titleOf,
    verdicts: all,
    values: values.filter((one) => one.of === ownValue(request, one)),
  });
  batch(() => {
    types.looks.value = looks;
    types.problems.value = problems;
    types.solved.value = nodes;
  });
}

function lookOf(
  verdict: EdgeVerdict,
  { type, ts_type }: { type: EdgeLook["type"]; ts_type: string },
): EdgeLook {
  if (!verdict.ok) {
    return { type, label: "does not fit", title: verdict.reason, isRefused: true };
  }
  const { converts, depends } = verdict;
  if (converts === undefined) return { type, title: ts_type };
  const title = depends === undefined
    ? `Converted: ${converts}`
    : `Converted, ${depends}: ${converts}`;
  return { type, label: converts, title };
}

function placeOf(
  { source, target, sourceHandle, targetHandle }: {
    source: string;
    target: string;
    sourceHandle?: string | null;
    targetHandle?: string | null;
  },
): string {
  return JSON.stringify([source, sourceHandle ?? "output", target, targetHandle ?? ""]);
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
