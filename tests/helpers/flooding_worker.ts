/**
 * Reports without an end in sight, for the test of what happens when nobody takes the reports.
 *
 * @module
 */
import { Reports } from "@/engine/host/reports.ts";

/** The memory that counts what is not taken, the size of each text, and how many there are. */
export interface Flood {
  backlog: Int32Array;
  size: number;
  count: number;
}

self.onmessage = ({ data: { backlog, size, count } }: MessageEvent<Flood>) => {
  const reports = new Reports((message) => self.postMessage(message), backlog);
  for (let i = 0; i < count; i++) reports.chunk("x".repeat(size));
  reports.flush();
  self.postMessage("done");
};
