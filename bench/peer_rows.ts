import { fileURLToPath } from "node:url";
import { localRun } from "./engine_rows.ts";
import { measure, quantile } from "./measure.ts";
import { PEER_GRAPHS } from "./peers.ts";
import type { Report } from "./rows.ts";

/** Measures this engine beside others, on the same graphs. Only this one makes events of what it does. */
export async function peerRows(report: Report): Promise<void> {
  const peers = await measurePeers();
  for (const graph of PEER_GRAPHS) {
    const own = quantile(await measure(localRun(graph), 15, 5));
    for (const [name, timings] of Object.entries(peers)) {
      report({
        name: `${graph.name}: engine in process, all events as JSON`,
        measured: own,
        unit: "ms",
        reference: { name, value: timings[graph.name] },
      });
    }
  }
}

async function measurePeers(): Promise<Record<string, Record<string, number>>> {
  const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--quiet", "--no-config", "--node-modules-dir=none"],
      ...[`--lock=${file("peers.lock")}`, "--frozen", file("peers.ts")],
    ],
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`The other engines failed: ${decoder.decode(stderr)}`);
  return JSON.parse(decoder.decode(stdout));
}
