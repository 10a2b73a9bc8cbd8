import { type BenchGraph, requestBody } from "./graphs.ts";

/** What the graphs compute. Sums in a mesh grow without end, so they are kept small. */
export function add(a: number, b: number): number {
  return (a + b) % 1_000_003;
}

/** Prepares calls of the ops in order, with nothing around them: no engine can be faster. */
export function straightLine({ count, edges }: BenchGraph): () => number {
  const sources = new Int32Array(count * 2).fill(-1);
  for (const [source, target, param] of edges) {
    sources[target * 2 + (param === "b" ? 1 : 0)] = source;
  }
  return () => {
    const outputs = new Array<number>(count);
    for (let i = 0; i < count; i++) {
      const a = sources[i * 2];
      const b = sources[i * 2 + 1];
      outputs[i] = add(a < 0 ? 0 : outputs[a], b < 0 ? 1 : outputs[b]);
    }
    return outputs[count - 1];
  };
}

interface LoopNode {
  id: string;
  values: Record<string, number>;
  incoming: { source: number; param: string }[];
  outgoing: number[];
}

/**
 * Prepares the plainest loop that does what a run has to: Kahn's order, inputs, the call, which may give a promise, and
 * the same two events as JSON.
 */
export function kahnWithEvents(graph: BenchGraph): () => Promise<number> {
  const nodes = loopNodes(graph);
  const op: (a: number, b: number) => number | Promise<number> = add;
  return async () => {
    const waiting = nodes.map(({ incoming }) => incoming.length);
    const queue = nodes.flatMap((_, i) => waiting[i] === 0 ? [i] : []);
    const outputs: number[] = [];
    let bytes = 0;
    for (let at = 0; at < queue.length; at++) {
      const i = queue[at];
      const { id, values, incoming, outgoing } = nodes[i];
      const inputs = { ...values };
      for (const { source, param } of incoming) inputs[param] = outputs[source];
      const event = { node_id: id, node_number: at + 1, node_name: "add", pack: "basic" };
      const started_at = Date.now();
      bytes += JSON.stringify({ ...event, status: "executing", inputs, started_at }).length;
      const begin = performance.now();
      const output = outputs[i] = await op(inputs.a, inputs.b);
      const duration_ms = Math.round((performance.now() - begin) * 1000) / 1000;
      bytes += JSON.stringify({ ...event, status: "completed", output, duration_ms }).length;
      for (const target of outgoing) if (--waiting[target] === 0) queue.push(target);
    }
    return bytes;
  };
}

function loopNodes(graph: BenchGraph): LoopNode[] {
  const { nodes } = requestBody(graph);
  const all = nodes.slice(0, graph.count).map(({ id, data }): LoopNode => {
    return { id, values: data.values, incoming: [], outgoing: [] };
  });
  for (const [source, target, param] of graph.edges) {
    all[target].incoming.push({ source, param });
    all[source].outgoing.push(target);
  }
  return all;
}
