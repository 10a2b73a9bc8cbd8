import type { EdgeVerdict, SolvedTypes } from "../core/edge_types.ts";
import type { ParamSchema, TypeInfo } from "../core/schema.ts";
import { type Compiler, QuestionCompiler } from "./compiler.ts";
import { Judge } from "./judge.ts";
import type {
  CheckAnswer,
  CheckMessage,
  PacksMessage,
  TypedEdge,
  TypedNode,
  TypedOp,
} from "./protocol.ts";
import { type Answer, type Argument, ask, type Term, type TermInput } from "./question.ts";

/** Terms above which all are forgotten. */
const MAX_TERMS = 20_000;

const ANY: TypeInfo = { type: "Any", ts_type: "unknown" };
const LIST: TypeInfo = { type: "list", ts_type: "unknown[]" };
const DICT: TypeInfo = { type: "dict", ts_type: "object" };

/** A term that has been compiled. */
interface Known {
  term: Term;
  /** What is told of a node with this term; undefined until it has been asked for. */
  solved?: SolvedTypes | null;
}

/**
 * Tells the types of graphs. What nodes give is put into terms, equal ones once; the compiler is asked only for those,
 * and for edges between them, that it was not asked for before.
 */
export class GraphTypes {
  readonly #compiler: QuestionCompiler;
  readonly #ts: Compiler;
  readonly #numbers = new Map<string, number>();
  readonly #terms: Known[] = [];
  readonly #verdicts = new Map<string, EdgeVerdict>();
  #ops = new Map<string, TypedOp>();
  #files: string[] = [];
  /** Ids of ops whose types depend on what is connected. */
  #generic = new Set<string>();

  constructor(ts: Compiler, lib: string, packs: PacksMessage) {
    this.#ts = ts;
    this.#compiler = new QuestionCompiler(ts, lib, packs);
    this.#take(packs);
  }

  /** What the packs are from now on. */
  set packs(packs: PacksMessage) {
    this.#compiler.packs = packs;
    this.#take(packs);
  }

  #take({ ops }: PacksMessage): void {
    this.#forget();
    this.#ops = new Map(ops.map((op) => [op.id, op]));
    this.#files = [...new Set(ops.map(({ file }) => file))];
    const terms = new Map(ops.map((op, index) => [index, { kind: "call", op } as const]));
    const answer = ask(this.#ts, this.#compiler, this.#files, terms);
    this.#generic = new Set(
      ops.filter((_, index) => answer.isGeneric(index)).map(({ id }) => id),
    );
  }

  #forget(): void {
    this.#numbers.clear();
    this.#terms.length = 0;
    this.#verdicts.clear();
  }

  /** The types of a graph. */
  check({ id, nodes, edges }: CheckMessage): CheckAnswer {
    if (this.#terms.length > MAX_TERMS) this.#forget();
    const incoming = nodes.map((): TypedEdge[] => []);
    for (const edge of edges) if (!edge.isOwnValue) incoming[edge.to].push(edge);
    const numbers: number[] = [];
    nodes.forEach((node, at) =>
      numbers.push(this.#number(this.#term(node, incoming[at], numbers)))
    );
    const wanted = numbers.filter((number) => this.#terms[number].solved === undefined);
    const keys = edges.map((edge) => edgeKey(edge, numbers));
    const unjudged = edges.filter((_, at) => !this.#verdicts.has(keys[at]));
    if (wanted.length > 0 || unjudged.length > 0) {
      const answer = this.#ask([
        ...wanted,
        ...unjudged.flatMap(({ from, to }) => [
          numbers[from],
          numbers[to],
        ]),
      ]);
      const judge = new Judge(answer.compiler);
      for (const number of wanted) {
        this.#terms[number].solved ??= this.#solve(number, answer, judge);
      }
      edges.forEach((edge, at) => {
        if (this.#verdicts.has(keys[at])) return;
        this.#verdicts.set(keys[at], this.#judge(edge, nodes, numbers, answer, judge));
      });
    }
    return {
      id,
      edges: keys.map((key) => this.#verdicts.get(key)!),
      nodes: Object.fromEntries(numbers.flatMap((number, at) => {
        const { solved } = this.#terms[number];
        return solved ? [[at, solved]] : [];
      })),
    };
  }

  #term(node: TypedNode, edges: readonly TypedEdge[], numbers: readonly number[]): Term {
    const input = ({ from, key }: TypedEdge): TermInput =>
      key === undefined ? { term: numbers[from] } : { term: numbers[from], key };
    if (node.kind === "value") return { kind: "value", type: node.type };
    if (node.kind === "list") return { kind: "list", items: edges.map(input) };
    const op = node.kind === "op" ? this.#ops.get(node.op) : undefined;
    if (op === undefined || node.kind !== "op") return { kind: "any" };
    if (!this.#generic.has(op.id)) return { kind: "call", op };
    const args = op.params.map(({ name }): Argument => {
      const from = edges.filter(({ param }) => param === name);
      if (from.length > 0) {
        const isMany = from.some(({ isOneOfMany }) => isOneOfMany);
        return { from: (isMany ? from : from.slice(-1)).map(input), isMany };
      }
      return Object.hasOwn(node.values, name) ? { type: node.values[name] } : undefined;
    });
    return { kind: "call", op, args };
  }

  #number(term: Term): number {
    const key = term.kind === "call"
      ? JSON.stringify([term.op.id, term.args])
      : JSON.stringify(term);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#terms.length;
      this.#numbers.set(key, number);
      this.#terms.push({ term });
    }
    return number;
  }

  /** Asks for terms and those that they stand on. */
  #ask(wanted: readonly number[]): Answer {
    const needed = new Set(wanted);
    for (const number of needed) {
      for (const { term } of inputsOf(this.#terms[number].term)) needed.add(term);
    }
    const terms = [...needed].sort((a, b) => a - b)
      .map((number): [number, Term] => [number, this.#terms[number].term]);
    return ask(this.#ts, this.#compiler, this.#files, new Map(terms));
  }

  /** What is known of a node beyond its schema; null: nothing. */
  #solve(number: number, answer: Answer, judge: Judge): SolvedTypes | null {
    const { term } = this.#terms[number];
    if (term.kind === "any") return null;
    const outputs: SolvedTypes["outputs"] = {};
    for (const { handle, key, info } of handlesOf(term)) {
      const type = answer.typeOf(key === undefined ? { term: number } : { term: number, key });
      if (type === undefined || judge.isOpen(type)) continue;
      const text = judge.text(type);
      if (text === info.ts_type || (info.type !== "Any" && term.kind === "call" && !term.args)) {
        continue;
      }
      const family = info.type === "Any" ? judge.family(type) : info.type;
      outputs[handle] = { type: family, ts_type: text };
    }
    const inputs: Record<string, string> = {};
    if (term.kind === "call" && term.args) {
      term.op.params.forEach(({ name, ts_type }, index) => {
        const type = answer.paramOf(number, index);
        if (type === undefined || judge.isOpen(type)) return;
        const text = judge.text(type);
        if (text !== ts_type) inputs[name] = text;
      });
    }
    const hasInputs = Object.keys(inputs).length > 0;
    if (Object.keys(outputs).length === 0 && !hasInputs) return null;
    return hasInputs ? { outputs, inputs } : { outputs };
  }

  #judge(
    edge: TypedEdge,
    nodes: readonly TypedNode[],
    numbers: readonly number[],
    answer: Answer,
    judge: Judge,
  ): EdgeVerdict {
    const target = this.#terms[numbers[edge.to]].term;
    if (target.kind !== "call" || edge.isOneOfMany) return { ok: true };
    if (edge.isOwnValue && target.args !== undefined) return { ok: true };
    const index = target.op.params.findIndex(({ name }) => name === edge.param);
    const param: ParamSchema | undefined = target.op.params[index];
    if (param === undefined) return { ok: true };
    const source = edge.key === undefined
      ? { term: numbers[edge.from] }
      : { term: numbers[edge.from], key: edge.key };
    const node = nodes[edge.from];
    const from = node.kind === "value" && edge.key === undefined
      ? node.info
      : outputInfo(this.#terms[source.term].term, edge.key);
    return judge.edge(
      { from, to: param },
      answer.typeOf(source),
      answer.paramOf(numbers[edge.to], index),
    );
  }
}

function edgeKey(edge: TypedEdge, numbers: readonly number[]): string {
  const { from, to, key, param, isOneOfMany, isOwnValue } = edge;
  return JSON.stringify([numbers[from], numbers[to], key, param, isOneOfMany, isOwnValue]);
}

function inputsOf(term: Term): readonly TermInput[] {
  if (term.kind === "list") return term.items;
  if (term.kind !== "call") return [];
  return (term.args ?? []).flatMap((argument) =>
    argument !== undefined && "from" in argument ? argument.from : []
  );
}

function handlesOf(term: Term): { handle: string; key?: string; info: TypeInfo }[] {
  if (term.kind === "list") return [{ handle: "output", info: LIST }];
  if (term.kind === "value") return [{ handle: "output", info: ANY }];
  if (term.kind === "any") return [];
  const { returns } = term.op;
  if (returns.length === 1 && returns[0].name === "result") {
    return [{ handle: "output", info: returns[0] }];
  }
  return [
    { handle: "output", info: DICT },
    ...returns.map((info) => ({ handle: info.name, key: info.name, info })),
  ];
}

function outputInfo(term: Term, key: string | undefined): TypeInfo {
  return handlesOf(term).find((handle) => handle.key === key)?.info ?? ANY;
}
