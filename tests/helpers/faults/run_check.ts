import { expect } from "@std/expect";
import { isNodeEvent, type NodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import type { FaultGraph } from "./fault_graph.ts";

/** What was done to a run. */
export type Fault = "none" | "hosts killed" | "stopped";

/** Errors that a node may have because hosts were killed. */
const HOST_ENDED = [
  /^The host of pack "\w+" ended while "(\w+)" ran: /,
  /^The host of pack "\w+" ended before "\w+" could run: /,
  /^The value of "(\w+)" was lost when its host ended; run the graph again$/,
];

/** Where a node is. */
type Stage = "waiting" | "running" | "completed" | "failed";

/** Follows a run of a graph whose values are known, and throws at whatever must not be. */
export class RunCheck {
  readonly #stages = new Map<string, Stage>();
  readonly #texts = new Map<string, string>();
  readonly #errors = new Map<string, string>();
  readonly #shares = new Map<string, number>();
  #terminal: RunEvent | undefined;
  /** How many events there were. */
  events = 0;
  /** How many nodes failed or were skipped. */
  get failures(): number {
    return this.#errors.size;
  }

  /** Whether a node runs that does not end by itself: there may be no further event. */
  get isStuck(): boolean {
    return this.graph.nodes.entries().some(([id, { isEndless }]) =>
      isEndless === true && this.#stages.get(id) === "running"
    );
  }

  constructor(private readonly graph: FaultGraph, private readonly fault: Fault) {}

  /** Takes the next event. */
  take(event: RunEvent): void {
    this.events++;
    must(this.#terminal === undefined, () => `"${event.status}" behind the terminal event`);
    if (event.status === "waiting") return;
    if (isNodeEvent(event)) this.#takeNode(event);
    else this.#terminal = event;
  }

  #takeNode(event: NodeEvent): void {
    const id = event.node_id;
    const stage = this.#stages.get(id) ?? "waiting";
    const expectStage = (...stages: Stage[]) =>
      must(stages.includes(stage), () => `"${event.status}" of ${id}, which was ${stage}`);
    switch (event.status) {
      case "executing":
        expectStage("waiting");
        for (const parent of this.#parents(id)) {
          const state = this.#stages.get(parent) ?? "waiting";
          must(state === "completed", () => `${id} began while ${parent} was ${state}`);
        }
        this.#stages.set(id, "running");
        return;
      case "progress": {
        expectStage("running");
        const before = this.#shares.get(id) ?? 0;
        must(event.progress > before, () => `${id} went from ${before} to ${event.progress}`);
        this.#shares.set(id, event.progress);
        return;
      }
      case "streaming": {
        expectStage("running");
        const text = (this.#texts.get(id) ?? "") + event.streaming_chunk;
        must(this.#textOf(id).startsWith(text), () => `${id} has the text "${text}"`);
        this.#texts.set(id, text);
        return;
      }
      case "completed":
        expectStage("running");
        this.#complete(id, event.output);
        return;
      case "error":
        expectStage("waiting", "running");
        this.#stages.set(id, "failed");
        this.#errors.set(id, event.error);
        this.#checkError(id, event.error, event.skipped === true);
    }
  }

  #complete(id: string, output: unknown): void {
    this.#stages.set(id, "completed");
    const view = this.graph.views.get(id);
    const expected = view ? view.output : this.graph.nodes.get(id)!.output;
    const isRight = expected === undefined || output === expected;
    must(isRight, () => `${id} has the output ${output}, not ${expected}`);
    const text = this.#texts.get(id) ?? "";
    must(text === this.#textOf(id), () => `${id} has only the text "${text}"`);
  }

  #checkError(id: string, error: string, skipped: boolean): void {
    // What is stopped tells nothing more of its nodes.
    must(this.fault === "hosts killed", () => `${id} failed: ${error}`);
    if (!skipped) {
      const isKnown = HOST_ENDED.some((pattern) => pattern.test(error));
      return must(isKnown, () => `${id} has another error: ${error}`);
    }
    const failed = /^Skipped because "(\w+)" failed$/.exec(error)?.[1];
    const isAbove = failed !== undefined && this.#above(id).has(failed) &&
      this.#stages.get(failed) === "failed";
    must(isAbove, () => `${id} was left out: ${error}`);
  }

  /** Checks what the run came to. */
  end(): void {
    const terminal = this.#terminal;
    if (terminal === undefined) throw new Error("The run has no terminal event");
    if (terminal.status !== "done") {
      const wanted = this.fault === "stopped" && "stopped" in terminal && terminal.stopped === true;
      must(wanted, () => `the run ended with ${JSON.stringify(terminal)}`);
      return;
    }
    const results: Record<string, number> = {};
    for (const id of [...this.graph.nodes.keys(), ...this.graph.views.keys()]) {
      const stage = this.#stages.get(id) ?? "waiting";
      must(stage === "completed" || stage === "failed", () => `${id} is left ${stage}`);
      const view = this.graph.views.get(id);
      if (view && stage === "completed") results[id] = view.output;
    }
    expect(terminal.results).toEqual(results);
  }

  #parents(id: string): string[] {
    return this.graph.nodes.get(id)?.parents ?? [this.graph.views.get(id)!.of];
  }

  #textOf(id: string): string {
    return this.graph.nodes.get(id)?.text ?? "";
  }

  /** Ids of all that a node depends on. */
  #above(id: string, found = new Set<string>()): Set<string> {
    for (const parent of this.#parents(id)) {
      if (!found.has(parent)) this.#above(parent, found.add(parent));
    }
    return found;
  }
}

function must(holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Error(otherwise());
}
