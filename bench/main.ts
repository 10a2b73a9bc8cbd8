/**
 * `deno task bench`: measures the engine and the server, beside what they can be compared with, in one run on one
 * machine. Prints a table; `--write` puts it into docs/performance.md. `--smoke` runs everything once, in small.
 *
 * @module
 */
import { cpus, totalmem } from "node:os";
import { parseFlags } from "../config.ts";
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

const DOCUMENT = new URL("../docs/performance.md", import.meta.url);

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
if (values.write) await writeTable(table);

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const day = new Date().toISOString().slice(0, 10);
  return `${cpus().length} cores of ${first.model.trim()}, ${memory} GiB, ${Deno.build.os}, ` +
    `Deno ${Deno.version.deno}, ${day}`;
}

/** Puts the table between the marks of the document. */
async function writeTable(text: string): Promise<void> {
  const document = await Deno.readTextFile(DOCUMENT);
  const marks = /(<!-- table -->\n)[^]*(\n<!-- end of table -->)/;
  if (!marks.test(document)) throw new Error(`${DOCUMENT.pathname} has no place for the table`);
  await Deno.writeTextFile(DOCUMENT, document.replace(marks, `$1\n${text}\n$2`));
  // As the gate wants it: columns of one width.
  const fmt = new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", DOCUMENT.pathname] });
  if (!(await fmt.output()).success) throw new Error(`${DOCUMENT.pathname} cannot be formatted`);
}
