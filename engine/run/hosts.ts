import type { Nodepack } from "../catalog/types.ts";
import type { JsonValue } from "../core/json.ts";
import type { HostEvent, OutsideValue, Part, SettledValue } from "../host/protocol.ts";

/** What a host tells the run that it works for. */
export interface HostListener {
  /**
   * Gets what happens, in order, and how many bytes it took. While the promise that it gives is open, nothing more is
   * read from the host.
   */
  events(events: HostEvent[], bytes: number): Promise<void> | void;
  /** As `HostLease.pause` asked; it waits for `moved`. Where this is not given, it goes on at once. */
  paused?(): void;
  /** The part is done: every node settled, or, after an abort, nothing runs any more. */
  idle(): void;
  /**
   * The host is gone before it was idle; `reason` completes "The host ended: …". `exceeded`, where it went over a
   * limit, completes `Node "x" …`.
   */
  died(reason: string, exceeded?: string): void;
}

/** A host while a run has it. */
export interface HostLease {
  /** Gives it its part of the graph. Once per lease. */
  start(part: Part, known: OutsideValue[], listener: HostListener): void;
  /** Gives it values of other hosts. */
  give(values: OutsideValue[]): void;
  /** Says what becomes of nodes that it holds, and of others that depend on them: see `GraphRunner.decide`. */
  decide(go: number[], settled: SettledValue[]): void;
  /** Resolves when it can begin to work, rejects when it never will. Absent where it always can. */
  readonly ready?: Promise<unknown>;
  /** Asks it to begin no further node, also while an op blocks it; absent where it cannot be asked. */
  pause?(): void;
  /** It has paused: another host runs these of its nodes, and it goes on with the others. */
  moved?(nodes: number[]): void;
  /** It is to run these nodes after all: see `GraphRunner.redo`. */
  redo?(nodes: number[]): void;
  /** A way to ask, now or later, for all of a value that was told as a preview; it gives undefined when it is gone. */
  later?(node: number): () => Promise<JsonValue | undefined>;
  /** Ends it by force, for what its ops did: its listener is told that it died. `reason` as there. */
  end(reason: string): void;
  /**
   * Gives it back. When its part is not done, its ops are asked to end, and one that does not become idle soon is
   * ended by force. Safe to call twice.
   */
  release(isDone: boolean): Promise<void>;
}

/** What a run asks for. */
export interface LeaseRequest {
  packs: Nodepack[];
  /** Not empty: hosts of this run alone, with these environment variables beside the server's. */
  envVars: Record<string, string>;
  signal: AbortSignal;
}

/** What a run asks for that has hosts already. */
export interface HelpRequest {
  pack: Nodepack;
  /** As in {@link LeaseRequest}. */
  envVars: Record<string, string>;
  /** How many of the hosts that the run has are not at work. */
  resting: number;
  /** Whether it is worth to start a host. */
  mayStart: boolean;
}

/** Where runs get their hosts from. */
export interface Hosts {
  /** Name of the host that runs a pack's ops, not empty: packs whose hosts have the same name share one. */
  hostOf(pack: string): string;
  /** One host for each pack, all at once, in the order of the request. Rejects when the signal aborts. */
  lease(request: LeaseRequest): Promise<HostLease[]>;
  /** One more host of a pack, when a core is free for it; undefined when there is none now. */
  tryLease?(request: HelpRequest): HostLease | undefined;
}
