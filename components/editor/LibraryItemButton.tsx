import eye from "lucide/dist/esm/icons/eye.mjs";
import gauge from "lucide/dist/esm/icons/gauge.mjs";
import list from "lucide/dist/esm/icons/list-ordered.mjs";
import squareFunction from "lucide/dist/esm/icons/square-function.mjs";
import stream from "lucide/dist/esm/icons/audio-lines.mjs";
import variable from "lucide/dist/esm/icons/variable.mjs";
import { DRAG_TYPE, type DragItem } from "../../client/drag_item.ts";
import type { LibraryItem } from "../../client/library_items.ts";
import { Icon, type IconShape } from "../ui/Icon.tsx";
import { useOpIcon } from "../ui/use_op_icon.ts";
import { useEditor } from "./context.ts";
import { useAddNode } from "./use_add_node.ts";
import { flag } from "../ui/flag.ts";

/** The icon, the colours and a word for each kind of item. */
export const LOOKS = {
  function: { icon: squareFunction, node: "function", hint: "" },
  progress: { icon: gauge, node: "function", hint: "Reports its progress" },
  stream: { icon: stream, node: "function", hint: "Streams text" },
  variable: { icon: variable, node: "variable", hint: "" },
  list: { icon: list, node: "list", hint: "" },
  view: { icon: eye, node: "view", hint: "" },
} as const satisfies Record<LibraryItem["kind"], { icon: IconShape; node: string; hint: string }>;

/** Spread, because the JSX that is compiled for the server writes the attribute without its value otherwise. */
const DRAGGABLE = { draggable: true };

/** An item of the library: to be dragged onto the canvas, or added with Enter or a press. */
export function LibraryItemButton({ item, withPack }: { item: LibraryItem; withPack: boolean }) {
  const add = useAddNode();
  const { hands } = useEditor();
  const { icon, node, hint } = LOOKS[item.kind];
  const pack = item.op?.pack;
  return (
    // Not a <button>: Firefox does not drag those.
    <div
      class={`library-item node-colors-${node}`}
      role="button"
      tabIndex={0}
      {...DRAGGABLE}
      title={tooltip(item, hint)}
      data-deprecated={flag(item.deprecated !== undefined)}
      onDragStart={({ dataTransfer }) => {
        hands.dragged = dragItem(item);
        dataTransfer?.setData(DRAG_TYPE, JSON.stringify(hands.dragged));
        if (dataTransfer) dataTransfer.effectAllowed = "copyMove";
      }}
      onDragEnd={() => hands.dragged = undefined}
      onClick={() => add(item)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey) return;
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        add(item);
      }}
    >
      <span class="library-item-icon">
        <Icon of={useOpIcon(item.op?.icon, icon)} size={14} />
      </span>
      <span class="library-item-text">
        <span class="library-item-name">{item.name}</span>
        <span class="library-item-counts">
          {withPack && pack !== undefined && `${pack} · `}
          {item.counts}
        </span>
      </span>
    </div>
  );
}

function dragItem({ type, op }: LibraryItem): DragItem {
  return op ? { type, op: { name: op.name, pack: op.pack } } : { type };
}

function tooltip({ name, op, description, deprecated }: LibraryItem, hint: string): string {
  const parts = [
    op === undefined || op.name === name ? "" : op.name,
    description || `${name}: no description`,
    hint,
    deprecated === undefined ? "" : `Deprecated. ${deprecated}`.trim(),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
