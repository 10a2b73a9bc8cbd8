import { smoke } from "@/tests/helpers/faults/suite.ts";
import { soak } from "./suites/soak.ts";

Deno.test("a server that does all that clients ask of it does not grow", async () => {
  await smoke(soak);
});
