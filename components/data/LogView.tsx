import type { LogLevel } from "../../engine/core/run_event.ts";
import type { LogLine } from "../../engine/core/run_state.ts";

const WORDS = {
  debug: "Debug",
  log: "",
  info: "Info",
  warn: "Warning",
  error: "Error",
} as const satisfies Record<LogLevel, string>;

/** What a node has logged. */
export function LogView({ lines, label }: { lines: readonly LogLine[]; label: string }) {
  return (
    <div class="data-pane">
      <div class="data-scroll run-card-log" tabIndex={0} role="log" aria-label={label}>
        <ol>
          {lines.map(({ level, text }, index) => (
            <li key={index} data-level={level}>
              {WORDS[level] !== "" && <span class="run-card-log-level">{WORDS[level]}</span>}
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
