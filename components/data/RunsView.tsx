import { useState } from "preact/hooks";
import type { PastRun } from "../../client/models/run_history.ts";
import { formatDuration } from "../../client/values.ts";
import { flag } from "../ui/flag.ts";
import { Button } from "../ui/Button.tsx";
import { PHASE_WORDS } from "../editor/phase_words.ts";
import { useEditor } from "../editor/context.ts";
import { Empty, ExecuteActions } from "../guide/Empty.tsx";
import { RunsCompared } from "./RunsCompared.tsx";

/** The runs of this page, the newest first; a press shows one on the graph again. Two of them can be compared. */
export function RunsView() {
  const { history, run } = useEditor();
  const runs = history.runs.value;
  const shown = run.past.value;
  const [other, setOther] = useState<number>();
  if (runs.length === 0) {
    return <Empty actions={<ExecuteActions />}>Nothing has run since this page was opened.</Empty>;
  }
  const compared = runs.find(({ number }) => number === other);
  return (
    <div class="data-body">
      <div class="data-rail data-runs">
        <ol aria-label="Runs" reversed>
          {runs.map((past) => (
            <li key={past.number}>
              <button
                type="button"
                class="data-item data-run"
                aria-current={flag(past === shown)}
                disabled={run.active.value}
                title="Show the values of this run on the graph"
                onClick={() => run.show(past)}
              >
                <span class="data-item-name">Run {past.number}</span>
                <span class="data-run-phase" data-phase={outcome(past)}>{words(past)}</span>
                <span class="data-item-hint">
                  {timeOf(past.startedAt)}, {formatDuration(past.endedAt - past.startedAt)},{" "}
                  {past.name}
                  {!history.isOfThis(past) && ", another workflow"}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
      <div class="data-pane">
        {shown && (
          <div class="data-pane-tools">
            <label class="data-select">
              Compare run {shown.number} with
              <select
                class="control"
                value={compared ? String(compared.number) : ""}
                onChange={({ currentTarget }) => setOther(Number(currentTarget.value) || undefined)}
              >
                <option value="">no other</option>
                {runs.filter((past) => past !== shown).map(({ number }) => (
                  <option key={number} value={number}>run {number}</option>
                ))}
              </select>
            </label>
            <span class="data-pane-actions">
              <Button look="quiet" onClick={() => history.clear()}>Forget all runs</Button>
            </span>
          </div>
        )}
        {shown && compared && compared !== shown
          ? <RunsCompared first={compared} second={shown} />
          : (
            <p class="data-note">
              {shown ? aboutRun(shown) : "Press a run to show its values on the graph."}
            </p>
          )}
      </div>
    </div>
  );
}

function outcome({ state }: PastRun): string {
  const failed = [...state.nodes.values()].some(({ status }) => status === "error");
  return state.phase === "done" && failed ? "error" : state.phase;
}

function words(past: PastRun): string {
  const failed = [...past.state.nodes.values()].filter(({ status }) => status === "error").length;
  return failed > 0 ? `${failed} failed` : PHASE_WORDS[past.state.phase];
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

function aboutRun({ number, state }: PastRun): string {
  const count = state.nodes.size;
  const what = `Run ${number} had ${count} ${count === 1 ? "node" : "nodes"}`;
  return state.error && state.phase !== "done"
    ? `${what}, and ended early: ${state.error}`
    : `${what}. Its values are on the graph.`;
}
