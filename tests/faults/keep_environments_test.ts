import { smoke } from "@/tests/helpers/faults/suite.ts";
import { keepEnvironments } from "./suites/keep_environments.ts";

Deno.test("runs at once do not see each other's environment", async () => {
  await smoke(keepEnvironments);
});
