import type { PartOp } from "./protocol.ts";
/** What a progress or stream op sends. */
export type WorkerEvent =
  | { kind: "progress"; progress: number; message: string }
  | { kind: "chunk"; text: string };

/** Runs progress and stream ops in workers. */
export interface WorkerOps {
  call(
    op: PartOp,
    args: unknown[],
    signal: AbortSignal,
    onEvent: (event: WorkerEvent) => void,
  ): Promise<unknown>;
  /** Makes a worker ahead of its use. */
  warm(): void;
  /** Whether something may be left of a worker since the last call. */
  takeTaint(): boolean;
}
