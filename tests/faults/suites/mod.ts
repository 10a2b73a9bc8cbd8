import type { FaultSuite } from "@/tests/helpers/faults/suite.ts";
import { cutConnections } from "./cut_connections.ts";
import { endServer } from "./end_server.ts";
import { keepEnvironments } from "./keep_environments.ts";
import { killHosts } from "./kill_hosts.ts";
import { soak } from "./soak.ts";
import { stopRuns } from "./stop_runs.ts";
import { watchStreams } from "./watch_streams.ts";

/** All suites, in the order in which the full form runs them. */
export const SUITES: readonly FaultSuite[] = [
  killHosts,
  stopRuns,
  cutConnections,
  endServer,
  soak,
  watchStreams,
  keepEnvironments,
];
