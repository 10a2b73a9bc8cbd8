import { smoke } from "@/tests/helpers/faults/suite.ts";
import { endServer } from "./suites/end_server.ts";

Deno.test("a server that ends tells its clients and leaves no process behind", async () => {
  await smoke(endServer);
});
