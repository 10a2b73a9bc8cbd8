import type { LogLevel } from "../../engine/core/run_event.ts";
import type { LogLine } from "../../engine/core/run_state.ts";

/** What is said of a level; the usual one needs no word. */
const WORDS = {
  debug: "Debug",
  log: "",
  info: "Info",
  warn: "Warning",
  error: "Error",
} as const satisfies Record<LogLevel, string>;

/** What a node has logged: a line for each call, with its level as a word and a colour. */
export function LogLines({ lines, label, class: extra = "" }: {
  lines: readonly LogLine[];
  /** What they are, for screen readers. */
  label: string;
  class?: string;
}) {
  return (
    // What scrolls has to be reachable by keyboard.
    <div class={`run-card-log ${extra}`} tabIndex={0} role="log" aria-label={label}>
      <ol>
        {lines.map(({ level, text }, index) => (
          <li key={index} data-level={level}>
            {WORDS[level] !== "" && <span class="run-card-log-level">{WORDS[level]}</span>}
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
