/**
 * `deno task bench`: measures the engine and the server, beside what they can be compared with, in one run on one
 * machine. Prints a table; `--write` puts it into docs/performance.md. `--smoke` runs everything once, in small.
 *
 * @module
 */
import { engineRows } from "./engine_rows.ts";
import { httpRows } from "./http_rows.ts";
import { memoryRows } from "./memory_rows.ts";
import { overlapRows } from "./overlap_rows.ts";
import { peerRows } from "./peer_rows.ts";
import { reuseRows } from "./reuse_rows.ts";
import { runSections } from "./run_sections.ts";
import { IS_SMOKE } from "./smoke.ts";
import { startRows } from "./start_rows.ts";
import { typesRows } from "./types_rows.ts";

await runSections({
  engine: engineRows,
  reuse: reuseRows,
  types: typesRows,
  overlap: overlapRows,
  // What is measured there is others' code.
  ...(IS_SMOKE ? {} : { peers: peerRows }),
  http: httpRows,
  memory: memoryRows,
  start: startRows,
}, { table: "table" });
