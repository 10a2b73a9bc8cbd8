import { stripVTControlCharacters } from "node:util";
import type { JsonValue } from "../engine/core/json.ts";
import { isNodeEvent, type LogEvent, type RunEvent } from "../engine/core/run_event.ts";
import type { Workflow } from "../engine/core/workflow.ts";
import { note, print } from "./command.ts";

/** Says what a run does, event by event. */
export interface RunReporter {
  event(event: RunEvent): void;
  /** Whether a node failed, or the run did. */
  readonly failed: boolean;
}

/** The forms of what `psynapse run` prints. */
export const REPORTERS: Record<
  "text" | "json" | "events",
  (workflow: Pick<Workflow, "nodes" | "edges">) => RunReporter
> = {
  text: (workflow) => new TextReporter(workflow),
  json: () => new JsonReporter(),
  events: () => new EventReporter(),
};

abstract class Reporter implements RunReporter {
  failed = false;

  event(event: RunEvent): void {
    if (event.status === "error") this.failed = true;
    this.report(event);
  }

  protected abstract report(event: RunEvent): void;
}

/** Every event as a line of JSON. */
class EventReporter extends Reporter {
  protected report(event: RunEvent): void {
    print(JSON.stringify(event));
  }
}

/** What `POST /execute` answers. */
class JsonReporter extends Reporter {
  #errors: Record<string, string> = Object.create(null);

  protected report(event: RunEvent): void {
    if (event.status === "log") noteLog(event);
    else if (isNodeEvent(event)) {
      if (event.status === "error") this.#errors[event.node_id] = event.error;
    } else if (event.status === "done") {
      print(JSON.stringify({ results: event.results, errors: this.#errors }, null, 2));
    } else if (event.status === "error") {
      print(JSON.stringify({ error: event.error, errors: this.#errors }, null, 2));
    }
  }
}

/** The views' values for people, errors and what ops log on standard error. */
class TextReporter extends Reporter {
  #titles: ReadonlyMap<string, string>;

  constructor({ nodes }: Pick<Workflow, "nodes">) {
    super();
    this.#titles = new Map(nodes.map(({ id, data }) => [id, data.label ?? id]));
  }

  protected report(event: RunEvent): void {
    if (event.status === "log") noteLog(event);
    else if (event.status === "error") {
      const node = isNodeEvent(event) ? `${event.node_name} (${event.node_id}): ` : "";
      note(`${node}${event.error}`);
    } else if (event.status === "done") {
      for (const [id, value] of Object.entries(event.results)) {
        print(`${this.#titles.get(id) ?? id}: ${valueLines(value)}`);
      }
    }
  }
}

function valueLines(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** What an op logged, with its node's name before each line. A level that is not the usual one is named. */
function noteLog({ node_name, level, text }: LogEvent): void {
  const start = level === "log" ? node_name : `${node_name} ${level}`;
  // An escape sequence is the terminal's business, not an op's.
  for (const line of stripVTControlCharacters(text).split("\n")) note(`[${start}] ${line}`);
}
