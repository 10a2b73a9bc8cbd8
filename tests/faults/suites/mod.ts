import type { FaultSuite } from "@/tests/helpers/faults/suite.ts";
import { killHosts } from "./kill_hosts.ts";

/** All suites, in the order in which the full form runs them. */
export const SUITES: readonly FaultSuite[] = [killHosts];
