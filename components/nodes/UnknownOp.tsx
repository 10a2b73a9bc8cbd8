import { opOf, replaceOp } from "../../client/replace_op.ts";
import { useEditor } from "../editor/context.ts";

/** In a node whose op is not there: what it was, and what may take its place. */
export function UnknownOp({ nodeId, name, pack }: {
  nodeId: string;
  name: string;
  pack: string | undefined;
}) {
  const { catalog, graph, types } = useEditor();
  // While the ops are not loaded nothing is wrong.
  if (catalog.state.value.status !== "ready") return null;
  const problem = types.problems.value.find((one) =>
    one.kind === "missing_op" && one.nodeId === nodeId
  );
  return (
    <div class="node-note">
      <p>
        No op is named “{name}”{" "}
        {pack === undefined ? "here" : `in the pack “${pack}”`}. Add the nodepack that has it, or
        {" "}
        {problem?.near?.length ? "take" : "remove this node"}
        {problem?.near?.length ? " one that is like it:" : "."}
      </p>
      {problem?.near?.map((near) => {
        const op = opOf(near, catalog.find);
        return op && (
          <button
            key={near}
            type="button"
            class="button near-op nodrag nokey"
            title={`Replace “${name}” by ${near}: values and edges that fit stay`}
            onClick={() =>
              graph.edit(`replace ${name} by ${op.name}`, (flow) => replaceOp(flow, nodeId, op))}
          >
            Use {near}
          </button>
        );
      })}
    </div>
  );
}
