/**
 * `deno task bench:editor`: measures the editor in a browser, by the browser's own frames. Prints a table; `--write` puts
 * it into docs/performance.md, `--only view` (or `work`) measures a part, `--smoke` does everything once, in small.
 *
 * @module
 */
import { runSections } from "../run_sections.ts";
import { startStage } from "./stage.ts";
import { viewRows } from "./view_rows.ts";
import { workRows } from "./work_rows.ts";

await using stage = await startStage();
await runSections({
  view: (report) => viewRows(stage, report),
  work: (report) => workRows(stage, report),
}, { table: "editor table", where: "Chromium without a GPU, 1400×850" });
