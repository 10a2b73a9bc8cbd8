import type { CatalogOp, CatalogSnapshot, Nodepack } from "../catalog/types.ts";
import type { Graph, GraphNode } from "../core/graph.ts";
import type { PlanEdge, RunPlan } from "../core/plan.ts";
import type { Part, PartNode, PartOp } from "../host/protocol.ts";

/** Name of the part that the server runs itself: nodes that no op is connected with. */
export const SERVER = "";

/** A part of a graph with its way back to the graph. */
export interface GraphPart {
  /** As {@link PartitionOptions.hostOf} named it; {@link SERVER} for none. */
  host: string;
  /** The host that the whole graph's partition has for its nodes: another where none of its ops is left to run. */
  home: string;
  /** Packs of its ops. */
  packs: Nodepack[];
  part: Part;
  /** For each node of the part its index in the graph. */
  globals: Int32Array | undefined;
  /** For each value from outside the node of the graph whose it is. */
  outside: number[];
}

/** The node of the graph that has a place in a part. */
export function nodeAt({ globals }: Pick<GraphPart, "globals">, place: number): number {
  return globals === undefined ? place : globals[place];
}

/** A graph cut into parts. */
export interface Partition {
  parts: GraphPart[];
  /** For each node of the graph its op, where it has one. */
  ops: (CatalogOp | undefined)[];
  /** For nodes whose values other parts need: those parts with the value's place in {@link GraphPart.outside}. */
  takers: Map<number, { part: number; place: number }[]>;
}

/** What {@link partitionGraph} needs. */
export interface PartitionOptions {
  graph: Graph;
  plan: RunPlan;
  catalog: OpIndex;
  hostOf: (pack: string) => string;
  onError: "skip" | "null";
  /** Nodes that are not to run, as their values are known: they become values from outside. None unless given. */
  isSettled?: (node: number) => boolean;
  /** What {@link placeNodes} gave, where it was asked before. */
  placement?: Placement;
}

/** For each node of a graph what runs it. */
export interface Placement {
  /** Its op, where it has one. */
  ops: (CatalogOp | undefined)[];
  /** Its host, by {@link PartitionOptions.hostOf} or {@link SERVER}. */
  hosts: string[];
}

/** The catalog by name of op and pack. */
export interface OpIndex {
  find(op: string, pack: string | undefined): CatalogOp | undefined;
  pack(name: string): Nodepack | undefined;
}

/** Makes an index of the catalog's ops. Without a pack, the first pack in the catalog's order serves. */
export function indexOps(catalog: CatalogSnapshot): OpIndex {
  const byName = new Map<string, CatalogOp>();
  const byPack = new Map<string, Map<string, CatalogOp>>();
  for (const op of catalog.ops) {
    const { name, pack } = op.schema;
    if (!byName.has(name)) byName.set(name, op);
    let ofPack = byPack.get(pack);
    if (!ofPack) byPack.set(pack, ofPack = new Map());
    if (!ofPack.has(name)) ofPack.set(name, op);
  }
  const packs = new Map(catalog.packs.map((pack) => [pack.name, pack]));
  return {
    find: (op, pack) => pack === undefined ? byName.get(op) : byPack.get(pack)?.get(op),
    pack: (name) => packs.get(name),
  };
}

/** Says what runs each node. O(nodes + edges). */
export function placeNodes(options: PartitionOptions): Placement {
  const { graph, catalog } = options;
  const ops = graph.nodes.map((node) =>
    node.kind === "function" ? catalog.find(node.op, node.pack) : undefined
  );
  const hosts = assignHosts(options, ops);
  const packHosts = new Set(hosts);
  packHosts.delete(SERVER);
  if (packHosts.size > 1) return { ops, hosts };
  // One host runs all, also what is not connected with it: nodes then end in the order of their numbers.
  const [only = SERVER] = packHosts;
  return { ops, hosts: hosts.fill(only) };
}

/** Cuts a graph into the parts that one host each runs. O(nodes + edges). */
export function partitionGraph(options: PartitionOptions): Partition {
  const { ops, hosts } = options.placement ?? placeNodes(options);
  const names = new Set(hosts);
  if (names.size > 1 || options.isSettled) return cut(options, ops, hosts, Array.from(names));
  const whole = wholeGraph(options, ops, hosts[0] ?? SERVER);
  return { parts: [whole], ops, takers: new Map() };
}

/**
 * Says for each node which host runs it. Nodes without an op go with the op that takes their value, else with the
 * one that gives them theirs, so that values need not travel.
 */
function assignHosts(
  { graph, plan, hostOf }: PartitionOptions,
  ops: (CatalogOp | undefined)[],
): string[] {
  const hosts = graph.nodes.map((_, i) => {
    const op = ops[i];
    return op ? hostOf(op.schema.pack) : undefined;
  });
  if (!hosts.includes(undefined)) return hosts as string[];
  for (let k = plan.order.length - 1; k >= 0; k--) {
    const i = plan.order[k];
    if (hosts[i] === undefined) {
      hosts[i] = plan.outgoing[i].map((edge) => hosts[edge.target]).find((host) => host);
    }
  }
  for (const i of plan.order) {
    if (hosts[i] === undefined) {
      hosts[i] = plan.incoming[i].map((edge) => hosts[edge.source]).find((host) => host) ?? SERVER;
    }
  }
  return hosts as string[];
}

/** Collects the ops of a part, each once. */
class PartOps {
  readonly list: PartOp[] = [];
  readonly #indexes = new Map<CatalogOp, number>();

  indexOf(op: CatalogOp | undefined): number {
    if (op === undefined) return -1;
    let index = this.#indexes.get(op);
    if (index === undefined) {
      index = this.list.length;
      this.#indexes.set(op, index);
      const { name, pack, params, returns } = op.schema;
      const partOp: PartOp = { name, pack, kind: op.kind, file: op.file, params, returns };
      if (op.signalAt !== undefined) partOp.signalAt = op.signalAt;
      this.list.push(partOp);
    }
    return index;
  }

  packs(catalog: OpIndex): Nodepack[] {
    const names = new Set(this.list.map((op) => op.pack));
    return Array.from(names, (name) => catalog.pack(name)!);
  }
}

/** The usual case: one host, whose part has the indexes of the graph. */
function wholeGraph(
  { graph, plan, catalog, onError }: PartitionOptions,
  ops: (CatalogOp | undefined)[],
  host: string,
): GraphPart {
  const partOps = new PartOps();
  const nodes = graph.nodes.map((node, i): PartNode => ({
    node,
    name: nodeName(node),
    op: partOps.indexOf(ops[i]),
    incoming: plan.incoming[i],
  }));
  return {
    host,
    home: host,
    packs: partOps.packs(catalog),
    part: { ops: partOps.list, nodes, outside: [], onError },
    globals: undefined,
    outside: [],
  };
}

function cut(
  { graph, plan, catalog, onError, isSettled }: PartitionOptions,
  ops: (CatalogOp | undefined)[],
  hosts: string[],
  names: string[],
): Partition {
  const takers: Partition["takers"] = new Map();
  const places = new Int32Array(graph.nodes.length).fill(-1);
  const members = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let i = 0; i < hosts.length; i++) {
    if (isSettled?.(i)) continue;
    const list = members.get(hosts[i])!;
    places[i] = list.length;
    list.push(i);
  }
  const left = names.filter((name) => members.get(name)!.length > 0);
  const parts = left.map((home, index): GraphPart => {
    const globals = members.get(home)!;
    const outside: number[] = [];
    const outsidePlaces = new Map<number, number>();
    const placeOf = (source: number): number => {
      if (hosts[source] === home && places[source] !== -1) return places[source];
      let place = outsidePlaces.get(source);
      if (place === undefined) {
        place = outside.length;
        outsidePlaces.set(source, place);
        outside.push(source);
        const list = takers.get(source) ?? [];
        list.push({ part: index, place });
        takers.set(source, list);
      }
      return globals.length + place;
    };
    const partOps = new PartOps();
    const nodes = globals.map((i): PartNode => ({
      node: graph.nodes[i],
      name: nodeName(graph.nodes[i]),
      op: partOps.indexOf(ops[i]),
      incoming: plan.incoming[i].map((edge): PlanEdge => ({
        ...edge,
        source: placeOf(edge.source),
        target: places[i],
      })),
    }));
    return {
      host: partOps.list.length === 0 ? SERVER : home,
      home,
      packs: partOps.packs(catalog),
      part: {
        ops: partOps.list,
        nodes,
        outside: outside.map((i) => nodeName(graph.nodes[i])),
        onError,
      },
      globals: Int32Array.from(globals),
      outside,
    };
  });
  for (const part of parts) {
    part.globals!.forEach((i, k) => {
      if (takers.has(i)) part.part.nodes[k].exported = true;
    });
  }
  return { parts, ops, takers };
}

/** A node's name in events: its label, else the op's name, `Variable`, `List`, `View`. */
export function nodeName(node: GraphNode): string {
  if (node.label) return node.label;
  switch (node.kind) {
    case "function":
      return node.op;
    case "variable":
      return "Variable";
    case "list":
      return "List";
    case "view":
      return "View";
    case "unknown":
      return node.type;
  }
}
