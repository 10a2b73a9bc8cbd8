import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { CatalogSnapshot } from "../catalog/types.ts";
import {
  type EdgeVerdict,
  type TypesAnswer,
  type ValueRefusal,
  verdictByNames,
} from "../core/edge_types.ts";
import { errorMessage } from "../core/errors.ts";
import { edgeEnds } from "../core/edge_ends.ts";
import type { Graph } from "../core/graph.ts";
import { canConnect } from "../core/types_compatible.ts";
import { buildQuery, type FindCatalogOp, type GraphQuery, packsMessage } from "./build_query.ts";
import { CompilerProcess } from "./compiler_process.ts";
import type { CheckAnswer } from "./protocol.ts";

/** How long the compiler may think about a graph, in milliseconds, with its start. */
const TIMEOUT = 20_000;
/** Questions that wait at most; names answer further ones. */
const MAX_WAITING = 32;
/** Starts of the process that may fail one after the other before it is left alone until packs change. */
const MAX_FAILURES = 3;

/** What a type checker works with. */
export interface TypeCheckerOptions {
  nodepackDir: string;
  /** Gets what keeps the compiler from its work, once. */
  log: (line: string) => void;
  timeout?: number;
  /** Folder of the compiler; undefined: there is none. Found by itself unless given. */
  lib?: string | undefined;
}

/** Checks the types of graphs: by the compiler, and where that is not there by the names of types. */
export class TypeChecker {
  readonly #options: TypeCheckerOptions;
  readonly #lib: string | undefined;
  #process: CompilerProcess | undefined;
  /** The catalog that the process knows. */
  #told: CatalogSnapshot | undefined;
  #psynapse: string | undefined;
  #waiting = 0;
  #failures = 0;
  #hasSaid = false;
  #isClosed = false;
  readonly #endings = new Set<Promise<void>>();

  constructor(options: TypeCheckerOptions) {
    this.#options = options;
    this.#lib = "lib" in options ? options.lib : compilerFolder();
  }

  /**
   * The verdict on each edge, and what is known of the types of nodes. The process starts with the first question.
   *
   * @throws {PsynapseError} "bad_graph" for a cycle
   */
  async check(graph: Graph, catalog: CatalogSnapshot, find: FindCatalogOp): Promise<TypesAnswer> {
    const query = buildQuery(graph, find);
    const answer = await this.#ask(query, catalog);
    return answer === undefined ? byNames(graph, find) : readAnswer(graph, query, answer);
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#drop();
    await Promise.all(this.#endings);
  }

  async #ask({ message }: GraphQuery, catalog: CatalogSnapshot): Promise<CheckAnswer | undefined> {
    if (this.#told !== catalog && this.#failures > 0) this.#failures = 0;
    if (this.#isClosed || this.#waiting >= MAX_WAITING || this.#failures >= MAX_FAILURES) {
      return undefined;
    }
    const { timeout = TIMEOUT } = this.#options;
    this.#waiting++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const process = await this.#ready(catalog);
      if (process === undefined) return undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          this.#drop(process);
          reject(new Error(`The compiler took longer than ${timeout} ms`));
        }, timeout);
      });
      const answer = await Promise.race([process.ask(message), late]);
      this.#failures = 0;
      return answer;
    } catch (error) {
      this.#failures++;
      if (!this.#isClosed) this.#say(errorMessage(error));
      return undefined;
    } finally {
      clearTimeout(timer);
      this.#waiting--;
    }
  }

  /** The process, which knows this catalog; undefined where there is none. */
  async #ready(catalog: CatalogSnapshot): Promise<CompilerProcess | undefined> {
    if (this.#lib === undefined) {
      this.#say("the compiler is not there");
      return undefined;
    }
    this.#psynapse ??= await Deno.readTextFile(new URL("../op.ts", import.meta.url));
    if (this.#isClosed) return undefined;
    if (this.#process?.hasEnded) this.#drop();
    if (this.#process === undefined) {
      const nodepacks = Deno.realPathSync(this.#options.nodepackDir);
      this.#process = new CompilerProcess({ lib: this.#lib, nodepacks });
      this.#told = undefined;
    }
    if (this.#told !== catalog) {
      this.#told = catalog;
      this.#process.tell(packsMessage(catalog, this.#psynapse));
    }
    return this.#process;
  }

  /** Ends the process, if it still is this one. */
  #drop(process = this.#process): void {
    if (process === undefined) return;
    if (process === this.#process) this.#process = undefined;
    const ending = process.close();
    this.#endings.add(ending);
    void ending.finally(() => this.#endings.delete(ending));
  }

  #say(reason: string): void {
    if (this.#hasSaid) return;
    this.#hasSaid = true;
    this.#options.log(`Edges are checked by the names of types: ${reason}`);
  }
}

/** Where the compiler's package is; undefined where it is not, or where no process can be started for it. */
function compilerFolder(): string | undefined {
  if (Deno.build.standalone) return undefined;
  try {
    const folder = dirname(fileURLToPath(import.meta.resolve("typescript")));
    return Deno.realPathSync(folder);
  } catch {
    return undefined; // Said once, when it is first needed.
  }
}

function readAnswer(
  { nodes, edges }: Graph,
  { nodeAt, edgeAt, ownValues }: GraphQuery,
  answer: CheckAnswer,
): TypesAnswer {
  const asked = edgeAt.filter((at) => at !== undefined).length + ownValues.length;
  if (answer.edges.length !== asked) {
    throw new Error("The compiler's answer is not about this graph");
  }
  const values = ownValues.flatMap(({ node, param, edge }): ValueRefusal[] => {
    const verdict = answer.edges[edge];
    return verdict.ok ? [] : [{ node: nodes[node].id, param, reason: verdict.reason }];
  });
  return {
    by: "compiler",
    ...(values.length > 0 ? { values } : {}),
    edges: edges.map((_, index): EdgeVerdict => {
      const at = edgeAt[index];
      return at === undefined ? { ok: true } : answer.edges[at];
    }),
    nodes: Object.fromEntries(
      Object.entries(answer.nodes)
        .filter(([place]) => Number(place) < nodeAt.length)
        .map(([place, solved]) => [nodes[nodeAt[Number(place)]].id, solved]),
    ),
  };
}

function byNames(graph: Graph, find: FindCatalogOp): TypesAnswer {
  const ends = edgeEnds(graph, (name, pack) => find(name, pack)?.schema);
  return {
    by: "names",
    nodes: {},
    edges: graph.edges.map((edge): EdgeVerdict => {
      const { from, to } = ends(edge);
      return to === undefined ? { ok: true } : verdictByNames(canConnect(from, to), from, to);
    }),
  };
}
