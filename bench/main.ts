/**
 * `deno task bench`: measures the engine and the server, beside what they can be compared with, in one run on one
 * machine. Prints a table; `--write` puts it into docs/performance.md. `--smoke` runs everything once, in small.
 *
 * @module
 */
import { parseFlags } from "../config.ts";
import { machine, writeTable } from "./document.ts";
import { engineRows } from "./engine_rows.ts";
import { httpRows } from "./http_rows.ts";
import { memoryRows } from "./memory_rows.ts";
import { overlapRows } from "./overlap_rows.ts";
import { peerRows } from "./peer_rows.ts";
import { reuseRows } from "./reuse_rows.ts";
import { format, markdownTable, type Report, type Row } from "./rows.ts";
import { IS_SMOKE } from "./smoke.ts";
import { startRows } from "./start_rows.ts";
import { typesRows } from "./types_rows.ts";

const SECTIONS: Record<string, (report: Report) => Promise<void>> = {
  engine: engineRows,
  reuse: reuseRows,
  types: typesRows,
  overlap: overlapRows,
  peers: peerRows,
  http: httpRows,
  memory: memoryRows,
  start: startRows,
};

const { values } = parseFlags(
  Deno.args,
  {
    only: { type: "string", multiple: true },
    write: { type: "boolean" },
    smoke: { type: "boolean" },
  },
  { positionals: 0 },
);

const rows: Row[] = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  // What is measured there is others' code.
  if (IS_SMOKE && name === "peers") continue;
  await section((row) => {
    rows.push(row);
    console.error(`${row.name}: ${format(row.measured, row.unit)}`);
  });
}
const table = `Measured on ${machine()}.\n\n${markdownTable(rows)}`;
console.log(`\n${table}`);
if (values.write && IS_SMOKE) throw new Error("The numbers of a smoke run are not to be written");
if (values.write) await writeTable("table", table);
