import { smoke } from "@/tests/helpers/faults/suite.ts";
import { watchStreams } from "./suites/watch_streams.ts";

Deno.test("clients that never read slow no others down and do not make the server grow", async () => {
  await smoke(watchStreams);
});
