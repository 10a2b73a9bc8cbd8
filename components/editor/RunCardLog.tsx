import { useState } from "preact/hooks";
import type { LogLevel } from "../../engine/core/run_event.ts";
import type { NodeRun } from "../../client/models/run.ts";
import { Fold } from "../ui/Fold.tsx";

/** What is said of a level; the usual one needs no word. */
const WORDS = {
  debug: "Debug",
  log: "",
  info: "Info",
  warn: "Warning",
  error: "Error",
} as const satisfies Record<LogLevel, string>;

/** What a node has logged, folded: a line for each call, with its level as a word and a colour. */
export function RunCardLog({ card: { id, name, logs }, openLogs }: {
  card: NodeRun;
  /** Ids of the nodes whose logs are unfolded: kept above, because cards out of view are not on the page. */
  openLogs: Set<string>;
}) {
  const [open, setOpen] = useState(openLogs.has(id));
  if (logs === undefined) return null;
  const toggle = () => {
    if (!openLogs.delete(id)) openLogs.add(id);
    setOpen(!open);
  };
  return (
    <Fold title="Log" count={logs.length} open={open} onToggle={toggle}>
      <div
        class="run-card-log"
        // What scrolls has to be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={`Log of ${name}`}
      >
        <ol>
          {logs.map(({ level, text }, index) => (
            <li key={index} data-level={level}>
              {WORDS[level] !== "" && <span class="run-card-log-level">{WORDS[level]}</span>}
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </div>
    </Fold>
  );
}
