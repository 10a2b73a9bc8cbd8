/**
 * `deno task bench:editor`: measures the editor in a browser, by the browser's own frames. Prints a table; `--write` puts
 * it into docs/performance.md, `--only view` (or `work`) measures a part, `--smoke` does everything once, in small.
 *
 * @module
 */
import { parseFlags } from "../../config.ts";
import { machine, writeTable } from "../document.ts";
import { format, markdownTable, type Report, type Row } from "../rows.ts";
import { IS_SMOKE } from "../smoke.ts";
import { type Stage, startStage } from "./stage.ts";
import { viewRows } from "./view_rows.ts";
import { workRows } from "./work_rows.ts";

const SECTIONS: Record<string, (stage: Stage, report: Report) => Promise<void>> = {
  view: viewRows,
  work: workRows,
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
if (values.write && IS_SMOKE) throw new Error("The numbers of a smoke run are not to be written");

const rows: Row[] = [];
{
  await using stage = await startStage();
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    await section(stage, (row) => {
      rows.push(row);
      console.error(`${row.name}: ${format(row.measured, row.unit)}`);
    });
  }
}
const where = "Chromium without a GPU, 1400×850";
const table = `Measured on ${machine()}, ${where}.\n\n${markdownTable(rows)}`;
console.log(`\n${table}`);
if (values.write) await writeTable("editor table", table);
