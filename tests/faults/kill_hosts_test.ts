import { smoke } from "@/tests/helpers/faults/suite.ts";
import { killHosts } from "./suites/kill_hosts.ts";

Deno.test("runs whose hosts are killed at any moment end once, and with no wrong value", async () => {
  await smoke(killHosts);
});
