/** Codes of errors that Psynapse itself raises, for those who handle them. */
export type ErrorCode =
  | "bad_request"
  | "bad_graph"
  | "bad_workflow"
  | "bad_config"
  | "conversion"
  | "missing_param"
  | "unknown_op"
  | "unknown_node_type"
  | "skipped"
  | "op_failed"
  | "host_died"
  | "catalog";

/**
 * An error that says what failed on what and what to do. `nodeId` names the node it belongs to, `field` the place in
 * the request or file (`nodes[3].id`).
 */
export class PsynapseError extends Error {
  override readonly name = "PsynapseError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { nodeId?: string; field?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }
}

/** The message of anything that was thrown, also of things that are no Error. */
export function errorMessage(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  if (typeof thrown === "string") return thrown;
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return "unknown error";
  }
}
