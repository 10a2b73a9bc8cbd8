/**
 * `deno task test:long`: the full form of the fault suites, one after the other, and a table of what they found.
 * `--only <name>` chooses, `--share 0.1` does a tenth of it, `--seed` draws the same again.
 *
 * @module
 */
import { cpus, loadavg, totalmem } from "node:os";
import { parseFlags } from "../../config.ts";
import { chooseSeed, type Figure } from "../helpers/faults/suite.ts";
import { SUITES } from "./suites/mod.ts";

const { values } = parseFlags(
  Deno.args,
  {
    only: { type: "string", multiple: true },
    share: { type: "string" },
    seed: { type: "string" },
  },
  { positionals: 0 },
);
const share = Number(values.share ?? 1);
const seed = Number(values.seed ?? chooseSeed());
const rows: string[] = [];
let failed = 0;

console.error(`seed ${seed}`);
for (const { name, counts, run } of SUITES) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  const count = Math.max(1, Math.round(counts.full * share));
  const from = performance.now();
  try {
    add(name, [
      ...await run({ count, seed }),
      { name: "whole suite", value: (performance.now() - from) / 1000, unit: "s" },
    ]);
  } catch (error) {
    failed++;
    rows.push(`| ${name} | failed | |`);
    console.error(`${name} failed:`, error);
  }
}

const [{ model } = { model: "unknown" }] = cpus();
const gib = Math.round(totalmem() / 2 ** 30);
console.log(`
Seed ${seed}, Deno ${Deno.version.deno}, ${cpus().length} cores (${model.trim()}), ${gib} GiB, load at the end ${
  loadavg()[0].toFixed(1)
}.

| suite | figure | value |
| --- | --- | ---: |
${rows.join("\n")}`);
Deno.exit(failed === 0 ? 0 : 1);

function add(suite: string, figures: readonly Figure[]): void {
  for (const { name, value, unit } of figures) {
    const row = `| ${suite} | ${name} | ${Math.round(value * 10) / 10} ${unit} |`;
    console.error(row);
    rows.push(row);
  }
}
