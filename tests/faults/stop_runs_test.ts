import { smoke } from "@/tests/helpers/faults/suite.ts";
import { stopRuns } from "./suites/stop_runs.ts";

Deno.test("runs that are stopped at any moment leave nothing behind", async () => {
  await smoke(stopRuns);
});
