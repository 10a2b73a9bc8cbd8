import { fileURLToPath } from "node:url";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { createEngine } from "../engine/mod.ts";
import { chain, runRequest } from "./graphs.ts";
import { measureTogether, quantile } from "./measure.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const ROUNDS = 30;

/** Measures checks of whole graphs by the compiler. */
export async function typesRows(report: Report): Promise<void> {
  const nodepackDir = fileURLToPath(new URL("../nodepacks", import.meta.url));
  const engine = createEngine({ nodepackDir, watch: false });
  try {
    const long = runRequest(chain(sized(1000, 20)));
    const example = new URL("../workflows/iris_table.json", import.meta.url);
    const small = parseRunRequest(JSON.parse(await Deno.readTextFile(example)));
    let change = 0;
    /** A list of an object that was never seen before: the compiler has to be asked. */
    const changed = () => {
      const nodes = small.nodes.map((node) =>
        node.kind !== "variable"
          ? node
          : { ...node, variableType: "List" as const, value: [{ [`k${change++}`]: 1 }] }
      );
      return { ...small, nodes };
    };
    await engine.checkTypes(small);
    const timings = await measureTogether(
      {
        long: async () => (await engine.checkTypes(long)).edges.length,
        known: async () => (await engine.checkTypes(small)).edges.length,
        changed: async () => (await engine.checkTypes(changed())).edges.length,
      },
      ROUNDS,
      4,
    );
    const rows = [
      ["an example, known", timings.known],
      ["an example, with a type that is new", timings.changed],
      ["chain of 1000", timings.long],
    ] as const;
    for (const [name, times] of rows) {
      report({
        ...{ name: `types checked: ${name}`, measured: quantile(times), unit: "ms", goal: 50 },
      });
    }
  } finally {
    await engine.close();
  }
}
