import { parseFlags } from "../config.ts";
import { machine, writeTable } from "./document.ts";
import { format, markdownTable, type Report, type Row } from "./rows.ts";
import { IS_SMOKE } from "./smoke.ts";

/** Measures what belongs together. */
export type Section = (report: Report) => Promise<void>;

/**
 * Runs the sections of a benchmark that its flags ask for, prints the table of their rows, and with `--write` puts it into
 * docs/performance.md at the marks of that name.
 *
 * @param where what is said of the place beside the machine
 * @throws when the numbers of a smoke run are to be written
 */
export async function runSections(
  sections: Readonly<Record<string, Section>>,
  { table, where }: { table: string; where?: string },
): Promise<void> {
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
  for (const [name, section] of Object.entries(sections)) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    await section((row) => {
      rows.push(row);
      console.error(`${row.name}: ${format(row.measured, row.unit)}`);
    });
  }
  const at = [machine(), where].filter((part) => part !== undefined).join(", ");
  const text = `Measured on ${at}.\n\n${markdownTable(rows)}`;
  console.log(`\n${text}`);
  if (values.write) await writeTable(table, text);
}
