import { useEffect, useRef } from "preact/hooks";
import x from "lucide/dist/esm/icons/x.mjs";
import type { GraphProblem } from "../../engine/core/check_graph.ts";
import { focusNode } from "../../client/focus_node.ts";
import { opOf, renameParam, replaceOp } from "../../client/replace_op.ts";
import { showNode } from "../../client/show_node.ts";
import { IconButton } from "../ui/Button.tsx";
import { Empty, ExecuteActions } from "../guide/Empty.tsx";
import { useEditor } from "./context.ts";

/** What would go wrong in a run, each with the way to its node, and to what mends it where that is known. */
export function ProblemsPanel() {
  const { types, graph } = useEditor();
  const panel = useRef<HTMLElement>(null);
  const problems = types.problems.value;
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const close = () => {
    types.open.value = false;
    document.querySelector<HTMLElement>(".problems-button")?.focus();
  };
  return (
    <section
      ref={panel}
      class="problems-panel"
      aria-label="Problems of the graph"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <div class="panel-header">
        <h2>Problems</h2>
        <IconButton label="Close the problems" icon={x} onClick={close} />
      </div>
      {problems.length === 0
        ? (
          <Empty actions={<ExecuteActions />}>
            {graph.nodes.value.length === 0
              ? "There is nothing to check yet."
              : "Nothing in the way: the graph can run as it is."}
          </Empty>
        )
        : (
          <ul class="graph-problems">
            {problems.map((problem, index) => (
              <ProblemRow key={`${index} ${problem.message}`} problem={problem} />
            ))}
          </ul>
        )}
    </section>
  );
}

function ProblemRow({ problem }: { problem: GraphProblem }) {
  const editor = useEditor();
  const { nodeId, message } = problem;
  return (
    <li class="graph-problem">
      {nodeId === undefined ? <p>{message}</p> : (
        <button
          type="button"
          class="graph-problem-go"
          title="Show the node"
          onClick={() => {
            showNode(editor, nodeId);
            focusNode(nodeId, editor.clock);
          }}
        >
          <span class="graph-problem-node">{editor.graph.title(nodeId).value}</span>
          <span>{message}</span>
        </button>
      )}
      <Remedies problem={problem} />
    </li>
  );
}

/** What may stand in the place of a name that is not there. */
function Remedies({ problem: { kind, nodeId, param, near = [] } }: { problem: GraphProblem }) {
  const { catalog, graph } = useEditor();
  if (nodeId === undefined || near.length === 0) return null;
  const mend = (name: string) => {
    if (kind === "missing_op") {
      const op = opOf(name, catalog.find);
      if (op) graph.edit(`use ${op.name}`, (flow) => replaceOp(flow, nodeId, op));
    } else if (param !== undefined) {
      graph.edit(`rename ${param} to ${name}`, (flow) => renameParam(flow, nodeId, param, name));
    }
  };
  return (
    <div class="graph-problem-near">
      {near.map((name) => (
        <button
          key={name}
          type="button"
          class="button"
          onClick={() => mend(name)}
        >
          {kind === "missing_op" ? "Use" : "Rename to"} {name}
        </button>
      ))}
    </div>
  );
}
