import type { Engine } from "../engine/engine.ts";
import type { Access } from "./access.ts";
import type { WorkflowLibrary } from "./workflow_library.ts";

/** What requests are answered with. Made once at start; `createApp` hands it to every request. */
export interface Services {
  engine: Engine;
  /** The example workflows. */
  workflows: WorkflowLibrary;
  /** Largest request body, in bytes. */
  bodyLimit: number;
  /** How long a client of a run may take nothing of what waits for it, in milliseconds. */
  stallMs: number;
  /** Origins of other sites whose pages may call; `*` admits all. */
  corsOrigins: readonly string[];
  /** Who may use the server, and by which names. */
  access: Access;
  /** Aborts when the server leaves: streams that would stay open end. */
  closing: AbortSignal;
}
