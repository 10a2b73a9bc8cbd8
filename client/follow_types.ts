import { batch, effect } from "@preact/signals";
import { checkGraph, type GraphProblem } from "../engine/core/check_graph.ts";
import { edgeEnds } from "../engine/core/edge_ends.ts";
import { type EdgeVerdict, verdictByNames } from "../engine/core/edge_types.ts";
import { errorMessage } from "../engine/core/errors.ts";
import type { RunRequest } from "../engine/core/graph.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { canConnect } from "../engine/core/types_compatible.ts";
import { workflowToRunRequest } from "../engine/core/workflow.ts";
import type { EditorModel } from "./models/editor.ts";
import type { EdgeLook } from "./models/types.ts";
import { type ParsedTypes, parseTypes } from "./parse_types.ts";

type Parts = Pick<EditorModel, "api" | "catalog" | "clock" | "graph" | "types">;

/** How long after the last change names are looked at, and then the compiler is asked. */
const DELAY_MS = { names: 30, exact: 150 };
const NOTHING: ParsedTypes = { edges: [], nodes: new Map() };

/**
 * Keeps `types` up to date with the graph: the names of types at once, the compiler's answer as soon as it is there.
 * The returned function ends that.
 */
export function followTypes(editor: Parts): () => void {
  const { api, catalog, clock, graph } = editor;
  let seen: readonly unknown[] = [];
  return effect(() => {
    const ready = catalog.ops.value.length > 0;
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
      tell(editor, question, NOTHING);
      waits = clock.after(DELAY_MS.exact, async () => {
        const answer = await api.checkTypes(question.body, asked.signal);
        if (asked.signal.aborted) return;
        isDone = true;
        if (!answer.ok) return;
        try {
          tell(editor, question, parseTypes(answer.data));
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

function tell(editor: Parts, { graph: request }: Question, answer: ParsedTypes): void {
  const { catalog, graph, types } = editor;
  const ends = edgeEnds(request, catalog.find);
  const titleOf = (id: string) => graph.title(id).peek();
  const isExact = answer.edges.length === request.edges.length;
  const places = new Map(graph.edges.peek().map((edge) => [placeOf(edge), edge.id]));
  const looks = new Map<string, EdgeLook>();
  request.edges.forEach((edge, index) => {
    const id = places.get(placeOf(edge));
    if (id === undefined) return;
    const { from, to } = ends(edge);
    const byNames = to ? verdictByNames(canConnect(from, to), from, to) : { ok: true } as const;
    const solved = answer.nodes.get(edge.source)?.outputs[edge.sourceHandle ?? "output"] ?? from;
    looks.set(id, lookOf(isExact ? answer.edges[index] : byNames, solved));
  });
  const problems: GraphProblem[] = checkGraph(request, {
    findOp: catalog.find,
    ops: catalog.ops.peek(),
    titleOf,
    ...(isExact ? { verdicts: answer.edges } : {}),
  });
  batch(() => {
    types.looks.value = looks;
    types.problems.value = problems;
    if (isExact) types.solved.value = answer.nodes;
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
