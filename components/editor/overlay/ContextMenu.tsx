import { useRef } from "preact/hooks";
import { actionById, runAction } from "../../../client/actions/table.ts";
import { PAPER_COLORS } from "../../../engine/core/workflow.ts";
import { focusCanvas } from "../../../client/canvas_place.ts";
import { selection } from "../../../client/actions/action.ts";
import type { MenuTopic, Overlay } from "../../../client/models/hands.ts";
import { Menu, MenuItem, MenuLine } from "../../ui/Menu.tsx";
import { moveFocus } from "../../ui/move_focus.ts";
import { useEditor } from "../context.ts";
import { useActions } from "../shortcuts.ts";
import { Keys } from "./Keys.tsx";

const CLIPBOARD = ["edit.cut", "edit.copy", "edit.duplicate"];
const MARKS = ["node.mute", "node.bypass", "node.collapse"];
const COLORS = PAPER_COLORS.map((color) => `paper.${color}`);
const REMOVE = ["edit.remove_heal", "edit.remove"];

/** What each menu has, in parts. */
const MENUS = {
  canvas: [
    ["add.search", "add.note", "add.group", "edit.paste"],
    ["select.all", "arrange.tidy", "view.fit"],
    ["page.palette", "page.shortcuts"],
  ],
  node: [
    ["edit.rename", "add.after", "add.connect", "add.connect_input"],
    ["node.run", "node.run_to", "node.run_from", "node.pin", "view.data"],
    CLIPBOARD,
    MARKS,
    ["select.upstream", "select.downstream", "add.group"],
    REMOVE,
  ],
  selection: [
    CLIPBOARD,
    ["add.group", "arrange.tidy"],
    ["arrange.left", "arrange.right", "arrange.top", "arrange.bottom"],
    ["arrange.across", "arrange.down"],
    MARKS,
    REMOVE,
  ],
  paper: [
    ["edit.rename", "arrange.ungroup"],
    CLIPBOARD,
    COLORS,
    ["edit.remove"],
  ],
  edge: [["add.into", "add.point", "view.data"], ["edit.remove"]],
} as const satisfies Record<MenuTopic, readonly (readonly string[])[]>;

const LABELS: Readonly<Record<MenuTopic, string>> = {
  canvas: "Canvas",
  node: "Node",
  selection: "Selected nodes",
  paper: "Note or group",
  edge: "Wire",
};

/** What can be done with what is under the pointer, or has the focus. Only what is possible now can be chosen. */
export function ContextMenu({ menu }: { menu: Extract<Overlay, { kind: "menu" }> }) {
  const editor = useEditor();
  const opener = useRef(document.activeElement as HTMLElement | null);
  const parts = MENUS[menu.topic].map((ids) => ids.filter((id) => isShown(id)));
  function isShown(id: string): boolean {
    return id !== "arrange.ungroup" || actionById(id).isEnabled(editor);
  }
  return (
    <Menu
      label={LABELS[menu.topic]}
      anchor={opener}
      at={menu.screen}
      onClose={() => {
        editor.hands.overlay.value = undefined;
        if (!opener.current?.isConnected || opener.current === document.body) focusCanvas();
      }}
    >
      {parts.filter((ids) => ids.length > 0).map((ids, index) =>
        ids[0] === COLORS[0]
          ? <Swatches key={index} />
          : (
            <div key={index} role="group" class="menu-part">
              {ids.map((id) => <Item key={id} id={id} />)}
            </div>
          )
      )}
    </Menu>
  );
}

function Item({ id }: { id: string }) {
  const editor = useEditor();
  const { isMac } = useActions();
  const action = actionById(id);
  return (
    <MenuItem
      disabled={!action.isEnabled(editor)}
      onChoose={() => void runAction(editor, id)}
    >
      <MenuLine name={action.name} keys={<Keys id={id} isMac={isMac} />} />
    </MenuItem>
  );
}

/** The colours of notes and groups in one row. Left and right move in it, as up and down do in the menu. */
function Swatches() {
  const editor = useEditor();
  const ref = useRef<HTMLDivElement>(null);
  const [node] = selection(editor).nodes;
  const now = node && "color" in node.data ? node.data.color : undefined;
  return (
    <div
      ref={ref}
      role="group"
      class="menu-part menu-swatches"
      aria-label="Colour"
      onKeyDown={({ key }) => {
        const to = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown" }[key];
        if (to) moveFocus(to, [...ref.current?.querySelectorAll<HTMLElement>("button") ?? []]);
      }}
    >
      {PAPER_COLORS.map((color) => (
        <MenuItem
          key={color}
          onChoose={() => void runAction(editor, `paper.${color}`)}
        >
          <span
            class={`swatch paper-${color}`}
            title={color}
            data-chosen={color === now || undefined}
          />
          <span class="visually-hidden">{color}{color === now && ", as it is"}</span>
        </MenuItem>
      ))}
    </div>
  );
}
