import { memo } from "preact/compat";
import chevron from "lucide/dist/esm/icons/chevron-right.mjs";
import type { EditorNode } from "../../client/flow.ts";
import type { OutlineRow } from "../../client/outline/outline_rows.ts";
import { counted } from "../../client/models/step_names.ts";
import { useEditor } from "../editor/context.ts";
import { flag } from "../ui/flag.ts";
import { Icon } from "../ui/Icon.tsx";
import { useOutline } from "./context.ts";
import { OutlineActions } from "./OutlineActions.tsx";
import { OutlineDetails } from "./OutlineDetails.tsx";
import { OutlineState } from "./OutlineState.tsx";
import { OutlineSummary } from "./OutlineSummary.tsx";
import { OutlineValue } from "./OutlineValue.tsx";

/** The word for each kind of node, which is also its colours. */
const KINDS: Readonly<Record<string, string>> = {
  functionNode: "function",
  variableNode: "variable",
  listNode: "list",
  viewNode: "view",
  noteNode: "note",
  groupNode: "group",
};

/** A line of the outline: a node, group or note under a heading that unfolds it. */
export const OutlineItem = memo(function OutlineItem({ row }: { row: OutlineRow }) {
  const { graph, hands } = useEditor();
  const node = useNode(row.id);
  if (!node) return <div class="outline-node" />;
  const { id, depth } = row;
  const open = hands.unfolded.value.has(id);
  const kind = KINDS[node.type];
  return (
    <div
      class={`outline-node node-colors-${kind}`}
      role="group"
      aria-labelledby={`outline-${id}-title`}
      data-id={id}
      data-kind={row.kind}
      data-open={flag(open)}
      data-selected={flag(node.selected ?? false)}
      // How deep it lies in groups: a depth has no class of its own.
      style={{ "--outline-depth": depth }}
    >
      <div class="outline-head">
        <Title row={row} kind={kind} open={open} selected={node.selected ?? false} />
        {row.kind === "node" && <OutlineState id={id} />}
      </div>
      {row.kind === "node" && !open && <OutlineSummary id={id} />}
      {row.kind === "node" && <OutlineValue id={id} title={graph.title(id).value} />}
      {open && <OutlineDetails node={node} />}
      {open && <OutlineActions node={node} />}
    </div>
  );
});

function Title({ row, kind, open, selected }: {
  row: OutlineRow;
  kind: string;
  open: boolean;
  selected: boolean;
}) {
  const { graph } = useEditor();
  const { toggle } = useOutline();
  const title = useTitle(row);
  const { id, place, count } = row;
  // Below the outline's own heading; no page has headings of more than six levels.
  const Heading = `h${Math.min(6, 3 + row.depth)}` as "h3";
  return (
    <Heading class="outline-heading">
      <button
        type="button"
        id={`outline-${id}-title`}
        class="outline-title"
        aria-expanded={flag(open)}
        aria-current={selected ? "true" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) {
            graph.applyNodeChanges([{ type: "select", id, selected: !selected }]);
            return;
          }
          // Safari gives no focus to a button that is pressed, which would have selected it.
          if (!selected) graph.select(new Set([id]));
          toggle(id);
        }}
      >
        <Icon of={chevron} size={14} class="fold-arrow" />
        {place !== undefined && <span class="outline-place">{place}.</span>}
        <span class="outline-name">{title}</span>
        <span class="outline-kind">
          {kind}
          {count !== undefined && `, ${counted(count, "node")}`}
        </span>
      </button>
    </Heading>
  );
}

/** What the line is called: a note by the beginning of its text. */
function useTitle({ id, kind }: OutlineRow): string {
  const { graph } = useEditor();
  const title = graph.title(id).value;
  if (kind !== "note") return title;
  const data = graph.data(id).value;
  const text = data && "text" in data ? data.text : "";
  const [line = ""] = text.replace(/^[#>*\s-]+/, "").split("\n");
  return line === "" ? "Empty note" : line.slice(0, 60);
}

/** A node as it is now. Read whole, since whether it is selected is shown too. */
function useNode(id: string): EditorNode | undefined {
  return useEditor().graph.nodes.value.find((node) => node.id === id);
}
