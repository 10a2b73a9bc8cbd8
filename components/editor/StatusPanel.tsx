import panelRightClose from "lucide/dist/esm/icons/panel-right-close.mjs";
import type { NodeRun, RunPhase } from "../../client/models/run.ts";
import { formatDuration } from "../../client/values.ts";
import { IconButton } from "../ui/Button.tsx";
import { useNow } from "../ui/use_now.ts";
import { PHASE_WORDS } from "./phase_words.ts";
import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";
import { flag } from "../ui/flag.ts";

/** The panel at the right: what the run does, a card for each node in order. */
export function StatusPanel() {
  const { layout, run } = useEditor();
  const phase = run.phase.value;
  const cards = run.cards.value;
  const later = useLater(phase !== "idle");
  return (
    <aside id="status" class="panel status" aria-label="Run" data-open={flag(layout.status.value)}>
      <div class="panel-header">
        <h2>Run</h2>
        {phase !== "idle" && (
          <>
            <span class="run-phase" data-phase={phase}>{outcome(phase, cards)}</span>
            <RunTime />
          </>
        )}
        <IconButton
          label="Fold the run"
          icon={panelRightClose}
          onClick={() =>
            layout.setPanel("status", false)}
        />
      </div>
      <RunError />
      {phase === "idle"
        ? (
          <div class="run-none">
            <p>No execution in progress</p>
            {later && <later.NoRun />}
          </div>
        )
        : phase === "waiting"
        ? <p class="panel-empty">{waitingText(run.before.value)}</p>
        // A list of its own for each run: it begins at its end, and nothing is unfolded.
        : later && <later.RunCards key={run.startedAt.value} cards={cards} />}
      <p class="visually-hidden" role="status">
        {phase === "waiting" ? waitingText(run.before.value) : announcement(phase, cards)}
      </p>
    </aside>
  );
}

/** Why the run as a whole did not get to its end. */
function RunError() {
  const { run } = useEditor();
  if (run.phase.value !== "error" || run.error.value === undefined) return null;
  return (
    <div class="run-error" role="alert">
      <p>{run.error.value}</p>
      <p class="run-error-way">Press Execute to run it again.</p>
    </div>
  );
}

/** How long the run has taken. */
function RunTime() {
  const { run } = useEditor();
  const now = useNow(run.active.value);
  const began = run.startedAt.value;
  if (began === undefined) return null;
  return <span class="run-time">{formatDuration((run.endedAt.value ?? now) - began)}</span>;
}

/** `Running · 12 nodes`, `Done · 2 of 20 nodes failed`, `Failed`. */
function outcome(phase: RunPhase, cards: readonly NodeRun[]): string {
  const failed = cards.filter(({ status }) => status === "error").length;
  const nodes = `${cards.length} ${cards.length === 1 ? "node" : "nodes"}`;
  if (failed > 0) return `${PHASE_WORDS[phase]} · ${failed} of ${nodes} failed`;
  // Next to "Failed" a number would read as if those had.
  return cards.length === 0 || phase === "error"
    ? PHASE_WORDS[phase]
    : `${PHASE_WORDS[phase]} · ${nodes}`;
}

/** `Waiting for 3 runs before it` */
function waitingText(before: number): string {
  return `Waiting for ${before} ${before === 1 ? "run" : "runs"} before it`;
}

/** What a screen reader says: the beginning and the end, not every step. */
function announcement(phase: RunPhase, cards: readonly NodeRun[]): string {
  if (phase === "starting" || phase === "running") return "The run has begun";
  if (phase === "done" || phase === "stopped") return `Run: ${outcome(phase, cards)}`;
  return "";
}
