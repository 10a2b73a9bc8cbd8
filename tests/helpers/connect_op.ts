import { CONNECT, type ProgressOp, type StreamOp } from "psynapse";

/** What an op reported and sent while it ran. */
export interface OpRecord {
  /** Share from 0 to 1 and message of each report. */
  reports: [share: number, message: string][];
  chunks: string[];
  /** Aborts the op's signal. */
  stop(): void;
}

/**
 * Connects a progress or stream op as the runner does, so that it can be tested without one.
 *
 * @param onReport called after each report, with the record so far
 */
export function connectOp(
  op: ProgressOp | StreamOp,
  onReport: (record: OpRecord) => void = () => {},
): OpRecord {
  const controller = new AbortController();
  const record: OpRecord = { reports: [], chunks: [], stop: () => controller.abort() };
  op[CONNECT]({
    report(current, total, message) {
      record.reports.push([current / total, message]);
      onReport(record);
    },
    emit(chunk) {
      record.chunks.push(chunk);
      onReport(record);
    },
    signal: controller.signal,
  });
  return record;
}
