import { useRef } from "preact/hooks";
import arrowDown from "lucide/dist/esm/icons/arrow-down.mjs";
import panelRightClose from "lucide/dist/esm/icons/panel-right-close.mjs";
import type { NodeRun, RunPhase } from "../../client/models/run.ts";
import { formatDuration } from "../../client/values.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { useNow } from "../ui/use_now.ts";
import { useFollowEnd, useVirtualList } from "../ui/use_virtual_list.ts";
import { useEditor } from "./context.ts";
import { RunCard } from "./RunCard.tsx";
import { flag } from "../ui/flag.ts";

const PHASES: Readonly<Record<RunPhase, string>> = {
  idle: "",
  starting: "Starting",
  running: "Running",
  stopping: "Stopping",
  done: "Done",
  error: "Failed",
  stopped: "Stopped",
};

/** The panel at the right: what the run does, a card for each node in order. */
export function StatusPanel() {
  const { layout, run } = useEditor();
  const phase = run.phase.value;
  const cards = run.cards.value;
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
        ? <p class="panel-empty">No execution in progress</p>
        // A list of its own for each run: it begins at its end, and nothing is unfolded.
        : <CardList key={run.startedAt.value} cards={cards} />}
      <p class="visually-hidden" role="status">{announcement(phase, cards)}</p>
    </aside>
  );
}

function CardList({ cards }: { cards: readonly NodeRun[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const open = useRef(new Set<string>());
  const list = useVirtualList({
    scroller,
    count: cards.length,
    keyOf: (index) => cards[index].id,
    estimate: 76,
    gap: 8,
  });
  const end = useFollowEnd(scroller, [list.height, cards]);
  return (
    <div class="status-list">
      <div
        ref={scroller}
        class="panel-scroll"
        // A region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label="Nodes of the run"
        onScroll={end.onScroll}
      >
        <ol class="run-cards" style={{ height: `${list.height}px` }}>
          {list.items.map(({ index, key, start }) => (
            <li
              key={key}
              ref={list.measure}
              data-index={index}
              class="run-cards-item"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={cards.length}
              aria-posinset={index + 1}
            >
              <RunCard card={cards[index]} openInputs={open.current} />
            </li>
          ))}
        </ol>
      </div>
      {!end.following && (
        <Button class="to-newest" icon={arrowDown} onClick={end.toEnd}>Newest</Button>
      )}
    </div>
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

/** `Running · 12`, `Done · 20 nodes`, `Done · 2 of 20 failed`. */
function outcome(phase: RunPhase, cards: readonly NodeRun[]): string {
  const failed = cards.filter(({ status }) => status === "error").length;
  const nodes = `${cards.length} ${cards.length === 1 ? "node" : "nodes"}`;
  if (failed > 0) return `${PHASES[phase]} · ${failed} of ${nodes} failed`;
  return cards.length === 0 ? PHASES[phase] : `${PHASES[phase]} · ${nodes}`;
}

/** What a screen reader says: the beginning and the end, not every step. */
function announcement(phase: RunPhase, cards: readonly NodeRun[]): string {
  if (phase === "starting" || phase === "running") return "The run has begun";
  if (phase === "done" || phase === "stopped") return `Run: ${outcome(phase, cards)}`;
  return "";
}
