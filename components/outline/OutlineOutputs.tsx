import { WHOLE } from "../../client/models/connections.ts";
import { outputType } from "../../client/models/handles.ts";
import { outputIds } from "../../client/arrange/wires.ts";
import type { EditorNode } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";
import { Button } from "../ui/Button.tsx";
import { useOutline } from "./context.ts";

/** The outputs of a node: each with the inputs that it feeds, and the way to one more. */
export function OutlineOutputs({ node }: { node: EditorNode }) {
  const { catalog, graph, hands, types } = useEditor();
  const { edgesFrom, goTo } = useOutline();
  const solved = types.solvedOf(node.id).value?.outputs;
  const edges = edgesFrom(node.id);
  // Outputs that the op does not have any more keep their edges.
  const ids = new Set([
    ...outputIds(node, catalog.find),
    ...graph.connections(node.id).value.outputs,
  ]);
  return (
    <ul class="outline-handles" aria-label="Outputs">
      {[...ids].map((id) => {
        const name = id === WHOLE ? "result" : id;
        const { ts_type } = solved?.[id] ?? outputType(node, id, catalog.find);
        return (
          <li key={id} class="outline-handle" data-output={id}>
            <div class="property-head">
              <span class="property-name">{name}</span>
              <code class="property-type" title={ts_type}>{ts_type}</code>
            </div>
            <div class="outline-wire">
              {edges.filter(({ sourceHandle }) => (sourceHandle ?? WHOLE) === id).map((edge) => {
                const to = `${graph.title(edge.target).value} · ${edge.targetHandle}`;
                return (
                  <a
                    key={edge.id}
                    href={`#outline-${edge.target}-title`}
                    class="outline-link"
                    aria-label={`${name} goes to ${to}. Go there`}
                    onClick={(event) => {
                      event.preventDefault();
                      goTo(edge.target);
                    }}
                  >
                    → {to}
                  </a>
                );
              })}
              <Button
                look="quiet"
                class="outline-button"
                aria-haspopup="dialog"
                aria-label={`Connect ${name} with an input`}
                onClick={() => {
                  hands.overlay.value = {
                    ...{ kind: "connect", node: node.id, end: "output", handle: id },
                  };
                }}
              >
                Connect
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
