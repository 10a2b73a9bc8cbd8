/**
 * Measures other engines on graphs of this benchmark, and prints `{engine: {graph: ms}}`. Runs in a process of its own,
 * so that nobody else has to install them.
 *
 *     deno run -A --no-config --node-modules-dir=none --lock=bench/peers.lock bench/peers.ts
 *
 * @module
 */
import { type BenchGraph, chain, mesh } from "./graphs.ts";
import { add, straightLine } from "./limits.ts";
import { measure, quantile } from "./measure.ts";

/** The graphs that engines are compared on: small enough for those whose time grows with the square. */
export const PEER_GRAPHS: readonly BenchGraph[] = [chain(1000), mesh(2000)];

/** Builds a graph in an engine; what it returns runs it and gives the last node's output. */
type Peer = (graph: BenchGraph) => Promise<() => unknown>;

/** The engines, by name and version. */
const PEERS: Record<string, Peer> = {
  "rete-engine@2.1.1": rete,
  "litegraph.js@0.7.18": litegraph,
  "flowed@1.14.7": flowed,
};

/** Loads a package that only this process has. */
async function load<Module>(specifier: string): Promise<Module> {
  const module: { default?: Module } & Module = await import(specifier);
  return module.default ?? module;
}

type ReteInputs = Record<string, number[] | undefined>;

interface ReteNode {
  id: string;
  addInput(name: string, input: unknown): void;
  addOutput(name: string, output: unknown): void;
  data(inputs: ReteInputs): { result: number };
}

interface Rete {
  NodeEditor: new () => {
    use(engine: unknown): void;
    addNode(node: ReteNode): Promise<boolean>;
    addConnection(connection: unknown): Promise<boolean>;
  };
  ClassicPreset: {
    Socket: new (name: string) => unknown;
    Node: new (label: string) => Omit<ReteNode, "data">;
    Input: new (socket: unknown) => unknown;
    Output: new (socket: unknown) => unknown;
    Connection: new (source: unknown, output: string, target: unknown, input: string) => unknown;
  };
}

interface ReteEngine {
  DataflowEngine: new () => {
    reset(): void;
    fetch(id: string): Promise<{ result: number }>;
  };
}

async function rete(graph: BenchGraph): Promise<() => unknown> {
  const { NodeEditor, ClassicPreset } = await load<Rete>("npm:rete@2.0.6");
  const { DataflowEngine } = await load<ReteEngine>("npm:rete-engine@2.1.1");
  const socket = new ClassicPreset.Socket("number");
  const editor = new NodeEditor();
  const engine = new DataflowEngine();
  editor.use(engine);
  const nodes: ReteNode[] = [];
  for (let i = 0; i < graph.count; i++) {
    const node: ReteNode = Object.assign(new ClassicPreset.Node("add"), {
      data: ({ a, b }: ReteInputs) => ({ result: add(a?.[0] ?? 0, b?.[0] ?? 1) }),
    });
    node.addInput("a", new ClassicPreset.Input(socket));
    node.addInput("b", new ClassicPreset.Input(socket));
    node.addOutput("result", new ClassicPreset.Output(socket));
    await editor.addNode(node);
    nodes.push(node);
  }
  for (const [source, target, param] of graph.edges) {
    const ends = [nodes[source], "result", nodes[target], param] as const;
    await editor.addConnection(new ClassicPreset.Connection(...ends));
  }
  return async () => {
    engine.reset();
    // It fetches what a node needs, so that every node is asked for, in order.
    for (const { id } of nodes) await engine.fetch(id);
    return (await engine.fetch(nodes[graph.count - 1].id)).result;
  };
}

interface LiteNode {
  addInput(name: string, type: string): void;
  addOutput(name: string, type: string): void;
  getInputData(slot: number): number | undefined;
  getOutputData(slot: number): number;
  setOutputData(slot: number, value: number): void;
  connect(slot: number, target: LiteNode, input: number): void;
}

interface Lite {
  LiteGraph: {
    MAX_NUMBER_OF_NODES: number;
    registerNodeType(name: string, type: unknown): void;
    createNode(name: string): LiteNode;
  };
  LGraph: new () => {
    add(node: LiteNode, skipOrder: boolean): void;
    updateExecutionOrder(): void;
    runStep(count: number): void;
  };
}

async function litegraph(graph: BenchGraph): Promise<() => unknown> {
  const { LiteGraph, LGraph } = await load<Lite>("npm:litegraph.js@0.7.18");
  function Add(this: LiteNode): void {
    this.addInput("a", "number");
    this.addInput("b", "number");
    this.addOutput("result", "number");
  }
  Add.prototype.onExecute = function (this: LiteNode): void {
    this.setOutputData(0, add(this.getInputData(0) ?? 0, this.getInputData(1) ?? 1));
  };
  LiteGraph.MAX_NUMBER_OF_NODES = graph.count;
  // One type for each graph: it says on standard output when a type is replaced.
  const type = `bench/add_${graph.count}`;
  LiteGraph.registerNodeType(type, Add);
  const all = new LGraph();
  const nodes = Array.from({ length: graph.count }, () => LiteGraph.createNode(type));
  for (const node of nodes) all.add(node, true);
  for (const [source, target, param] of graph.edges) {
    nodes[source].connect(0, nodes[target], param === "a" ? 0 : 1);
  }
  all.updateExecutionOrder();
  return () => {
    all.runStep(1);
    return nodes[graph.count - 1].getOutputData(0);
  };
}

interface Flowed {
  FlowManager: {
    run(
      flow: { tasks: Record<string, unknown> },
      params: Record<string, unknown>,
      expected: string[],
      resolvers: Record<string, unknown>,
    ): Promise<Record<string, number>>;
  };
}

async function flowed(graph: BenchGraph): Promise<() => unknown> {
  const { FlowManager } = await load<Flowed>("npm:flowed@1.14.7");
  class Add {
    exec({ a, b }: { a: number; b: number }): Promise<{ result: number }> {
      return Promise.resolve({ result: add(a, b) });
    }
  }
  const params = Array.from({ length: graph.count }, () => {
    return { a: { value: 0 }, b: { value: 1 } } as Record<string, string | { value: number }>;
  });
  for (const [source, target, param] of graph.edges) params[target][param] = `r${source}`;
  const tasks = Object.fromEntries(params.map((own, i) => [`n${i}`, {
    requires: [...new Set(Object.values(own).filter((value) => typeof value === "string"))],
    provides: [`r${i}`],
    resolver: { name: "add", params: own, results: { result: `r${i}` } },
  }]));
  const last = `r${graph.count - 1}`;
  return async () => (await FlowManager.run({ tasks }, {}, [last], { add: Add }))[last];
}

if (import.meta.main) {
  const results: Record<string, Record<string, number>> = {};
  for (const [name, peer] of Object.entries(PEERS)) {
    results[name] = {};
    for (const graph of PEER_GRAPHS) {
      const run = await peer(graph);
      const result = await run();
      if (result !== straightLine(graph)()) {
        throw new Error(`${name} computes ${result} for the ${graph.name}`);
      }
      results[name][graph.name] = quantile(await measure(run, 7, 0));
    }
  }
  console.log(JSON.stringify(results));
}
