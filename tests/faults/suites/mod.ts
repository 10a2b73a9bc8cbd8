import type { FaultSuite } from "@/tests/helpers/faults/suite.ts";
import { cutConnections } from "./cut_connections.ts";
import { killHosts } from "./kill_hosts.ts";
import { stopRuns } from "./stop_runs.ts";

/** All suites, in the order in which the full form runs them. */
export const SUITES: readonly FaultSuite[] = [killHosts, stopRuns, cutConnections];
