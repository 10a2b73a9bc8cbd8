/**
 * The keys of actions. Apart from the actions themselves, because the page needs to know them at once and the rest when
 * one is used.
 *
 * @module
 */

/** Keys by action; several ways are separated by a space. `Mod` is Ctrl, on a Mac ⌘. */
export const KEYS = {
  "file.open": "Mod+O",
  "file.save": "Mod+S",
  "run.execute": "Mod+Enter",
  "run.stop": "Mod+.",
  "run.reuse": "Mod+Shift+Enter",
  "page.palette": "Mod+K",
  "page.settings": "Mod+,",
  "page.shortcuts": "?",
  "page.search": "/",
  "edit.undo": "Mod+Z",
  "edit.redo": "Mod+Shift+Z Mod+Y",
  "edit.cut": "Mod+X",
  "edit.copy": "Mod+C",
  "edit.paste": "Mod+V",
  "edit.duplicate": "Mod+D",
  "edit.remove": "Delete Backspace",
  "edit.remove_heal": "Mod+Delete Mod+Backspace",
  "edit.rename": "F2",
  "select.all": "Mod+A",
  "select.none": "Escape",
  "select.invert": "Mod+I",
  "select.upstream": "Mod+Shift+ArrowLeft",
  "select.downstream": "Mod+Shift+ArrowRight",
  "go.left": "ArrowLeft",
  "go.right": "ArrowRight",
  "go.up": "ArrowUp",
  "go.down": "ArrowDown",
  "pan.left": "Shift+ArrowLeft",
  "pan.right": "Shift+ArrowRight",
  "pan.up": "Shift+ArrowUp",
  "pan.down": "Shift+ArrowDown",
  "add.search": "Space Tab",
  "add.after": "Shift+Space",
  "add.connect": "C",
  "add.connect_input": "Shift+C",
  "add.note": "N",
  "add.group": "Mod+G",
  "add.point": "R",
  "node.mute": "M",
  "node.bypass": "B",
  "node.collapse": "H",
  "node.run": "X",
  "node.run_to": "Shift+X",
  "node.run_from": "Alt+X",
  "node.pin": "Shift+P",
  "arrange.ungroup": "Mod+Shift+G",
  "arrange.tidy": "T",
  "arrange.left": "Shift+A",
  "arrange.right": "Shift+D",
  "arrange.top": "Shift+W",
  "arrange.bottom": "Shift+S",
  "arrange.across": "Shift+H",
  "arrange.down": "Shift+V",
  "view.fit": "F",
  "view.selection": "Shift+F",
  "view.zoom_in": "+",
  "view.zoom_out": "-",
  "view.actual": "1",
  "view.menu": "ContextMenu Shift+F10",
  "view.outline": "O",
  "view.library": "L",
  "view.properties": "P",
  "view.run": "E",
  "view.data": "D",
} as const satisfies Record<string, string>;

/** Actions that have keys. */
export type KeyedId = keyof typeof KEYS;

const BY_CHORD = new Map(
  Object.entries(KEYS).flatMap(([id, chords]) =>
    chords.split(" ").map((chord) => [chord, id as KeyedId] as const)
  ),
);

/** What of a key press counts; `KeyboardEvent` has it. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?(name: string): boolean;
}

/** The action that a key press means; undefined when it means none. */
export function actionOf(press: KeyPress): KeyedId | undefined {
  return BY_CHORD.get(chordOf(press));
}

/** The name of what was pressed: `Mod+Shift+Z`. Signs are called as they are, however they are typed. */
export function chordOf(press: KeyPress): string {
  const { key } = press;
  // AltGr comes as Ctrl and Alt, and is only a way to type a sign.
  const types = press.getModifierState?.("AltGraph") === true;
  const isSign = key.length === 1 && key !== " " && key.toLowerCase() === key.toUpperCase();
  return [
    !types && (press.ctrlKey || press.metaKey) ? "Mod" : "",
    !types && press.altKey ? "Alt" : "",
    press.shiftKey && !isSign ? "Shift" : "",
    key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key,
  ].filter((part) => part !== "").join("+");
}

/** Whether an action's keys hold on the whole page; those of others are the canvas's. */
export function isPageWide(id: string): boolean {
  return /^(file|run|page)\./.test(id);
}

const MAC: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥" };
const WORDS: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ContextMenu: "Menu",
};

/** An action's keys for people, each way as the keys in it: `[["Ctrl", "S"]]`. */
export function keyNames(id: string, isMac: boolean): string[][] {
  const chords: string | undefined = Object.hasOwn(KEYS, id) ? KEYS[id as KeyedId] : undefined;
  return (chords?.split(" ") ?? []).map((chord) =>
    (chord === "+" ? ["+"] : chord.split("+")).map((key) =>
      (isMac ? MAC[key] : undefined) ?? WORDS[key] ?? key
    )
  );
}

/** The first of an action's keys as a text for tooltips: `Ctrl+S`, `⌘S`; undefined when it has none. */
export function keyText(id: string, isMac: boolean): string | undefined {
  return keyNames(id, isMac)[0]?.join(isMac ? "" : "+");
}
