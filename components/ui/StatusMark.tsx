import ban from "lucide/dist/esm/icons/ban.mjs";
import check from "lucide/dist/esm/icons/circle-check.mjs";
import cross from "lucide/dist/esm/icons/circle-x.mjs";
import forward from "lucide/dist/esm/icons/chevrons-right.mjs";
import loader from "lucide/dist/esm/icons/loader-circle.mjs";
import type { NodeRunStatus } from "../../engine/core/run_state.ts";
import { Icon, type IconShape } from "./Icon.tsx";

const MARKS = {
  executing: { icon: loader, word: "Running", turns: true },
  progress: { icon: loader, word: "Running", turns: true },
  streaming: { icon: loader, word: "Streaming", turns: true },
  completed: { icon: check, word: "Completed", turns: false },
  error: { icon: cross, word: "Failed", turns: false },
  skipped: { icon: forward, word: "Skipped", turns: false },
  stopped: { icon: ban, word: "Stopped", turns: false },
} as const satisfies Record<NodeRunStatus, { icon: IconShape; word: string; turns: boolean }>;

/** The mark of a status: a spinner at work, a check, a cross, … Its colour is the one of the text around it. */
export function StatusMark({ status, size = 16 }: { status: NodeRunStatus; size?: number }) {
  const { icon, word, turns } = MARKS[status];
  return (
    <span class="status-mark" role="img" aria-label={word} title={word}>
      <Icon of={icon} size={size} class={turns ? "spin" : ""} />
    </span>
  );
}

/** A status in a word: `Completed`. */
export function statusWord(status: NodeRunStatus): string {
  return MARKS[status].word;
}
