import { useMemo, useState } from "preact/hooks";
import { compareRuns, type NodeChange } from "../../client/data/compare_runs.ts";
import type { NodeRun } from "../../client/models/run.ts";
import type { PastRun } from "../../client/models/run_history.ts";
import { showNode } from "../../client/show_node.ts";
import { flag } from "../ui/flag.ts";
import { useEditor } from "../editor/context.ts";
import { DiffView } from "./DiffView.tsx";
import { useWhole } from "./use_whole.ts";

/** Which nodes of two runs gave something else, and where one that is chosen differs. */
export function RunsCompared({ first, second }: { first: PastRun; second: PastRun }) {
  const editor = useEditor();
  const { changes, same } = useMemo(() => compareRuns(first, second), [first, second]);
  const [chosen, setChosen] = useState<string>();
  const change = changes.find(({ id }) => id === chosen);
  if (changes.length === 0) {
    const which = same === 1 ? "The one node" : `All ${same} nodes`;
    return <p class="data-note">{which} gave the same in both runs.</p>;
  }
  return (
    <div class="data-compared">
      <ul class="data-rail" aria-label="Nodes that differ">
        {changes.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="data-item"
              aria-current={flag(one.id === chosen)}
              onClick={() => {
                setChosen(one.id);
                showNode(editor, one.id);
              }}
            >
              <span class="data-item-name">{one.name}</span>
              <span class="data-item-hint">{wordsOf(one, first, second)}</span>
            </button>
          </li>
        ))}
        <li class="data-note">{same} {same === 1 ? "node" : "nodes"} gave the same.</li>
      </ul>
      {change && <Change key={change.id} change={change} first={first} second={second} />}
    </div>
  );
}

function wordsOf(
  { kind, first: a, second: b }: NodeChange,
  first: PastRun,
  second: PastRun,
): string {
  switch (kind) {
    case "output":
      return "another output";
    case "beginning":
      return "large, and begins the same";
    case "outcome":
      return a?.status === b?.status ? `another ${b?.status}` : `${a?.status}, then ${b?.status}`;
    case "only_first":
      return `in run ${first.number} only`;
    case "only_second":
      return `in run ${second.number} only`;
  }
}

function Change(
  { change, first, second }: { change: NodeChange; first: PastRun; second: PastRun },
) {
  const { run } = useEditor();
  const { id, name } = change;
  const now = useWhole(change.second?.output ?? null, () => run.loadValue(id, second.id));
  const before = change.first?.output;
  const areBoth = change.kind === "output" || change.kind === "beginning";
  if (!areBoth || before === undefined) {
    return (
      <div class="data-pane">
        <Outcome node={change.first} run={first} />
        <Outcome node={change.second} run={second} />
      </div>
    );
  }
  if (now.value === undefined) {
    return (
      <p class="data-note">
        {now.problem ?? (
          <button
            type="button"
            class="link-button"
            disabled={now.loading}
            onClick={() => void now.load()}
          >
            Load the whole values to compare them
          </button>
        )}
      </p>
    );
  }
  return (
    <DiffView
      value={now.value}
      label={`Output of ${name}`}
      earlier={{
        value: before,
        from: `run ${first.number}`,
        load: () => run.loadValue(id, first.id),
      }}
    />
  );
}

/** What became of a node in a run, in a line. */
function Outcome({ node, run }: { node: NodeRun | undefined; run: PastRun }) {
  const words = node ? node.error ?? node.status : "not in this run";
  return <p class="data-note data-outcome">Run {run.number}: {words}</p>;
}
