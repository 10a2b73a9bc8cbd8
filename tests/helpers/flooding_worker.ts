/**
 * Reports without an end in sight, for the test of what happens when nobody takes the reports.
 *
 * @module
 */
import { Reports } from "@/engine/host/reports.ts";
import { MOST_BACKLOG } from "@/engine/host/worker_protocol.ts";

self.onmessage = ({ data: backlog }: MessageEvent<Int32Array>) => {
  const reports = new Reports((message) => self.postMessage(message), backlog);
  for (let i = 0; i < MOST_BACKLOG * 2; i++) {
    reports.progress(1, 1, "");
    reports.flush();
  }
  self.postMessage("done");
};
