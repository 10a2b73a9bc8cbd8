import { smoke } from "@/tests/helpers/faults/suite.ts";
import { cutConnections } from "./suites/cut_connections.ts";

Deno.test("connections that are cut at any byte leave nothing behind", async () => {
  await smoke(cutConnections);
});
