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
  | "busy"
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

/** The message of anything that was thrown, also of things that are no Error. Never throws, and is never empty. */
export function errorMessage(thrown: unknown): string {
  try {
    if (typeof thrown === "object" && thrown !== null) {
      const { message } = thrown as { message?: unknown };
      if (typeof message === "string" && message !== "") return message;
      if (thrown instanceof Error) return String(thrown.name) || "Error";
    }
    const shown = typeof thrown === "object" ? JSON.stringify(thrown) : String(thrown);
    return shown || "unknown error";
  } catch {
    return "unknown error";
  }
}
