import { useEffect, useState } from "preact/hooks";
import { chooseAndOpenFile, saveFile } from "../../client/files.ts";
import type { EditorModel } from "../../client/models/editor.ts";

/** What keys with Ctrl (or ⌘) do, by `KeyboardEvent.key`. */
const ACTIONS: Readonly<Record<string, (editor: EditorModel) => void>> = {
  Enter: ({ run }) => void run.execute(),
  s: (editor) => saveFile(editor),
  o: (editor) => chooseAndOpenFile(editor),
  ",": ({ layout }) => layout.setSettings(true),
};

/**
 * Listens for the shortcuts on the whole page. They work in fields too; while a dialog is open they do
 * nothing, and the browser's own meaning of those keys stays away as well.
 */
export function useShortcuts(editor: EditorModel): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action) return;
      event.preventDefault();
      if (event.repeat || document.querySelector("dialog:modal")) return;
      action(editor);
    };
    globalThis.addEventListener("keydown", onKeyDown);
    return () => globalThis.removeEventListener("keydown", onKeyDown);
  }, [editor]);
}

/** Gives names of shortcuts for tooltips: `Ctrl+S`, on a Mac `⌘S`. */
export function useShortcutNames(): (...keys: string[]) => string {
  const [isMac, setMac] = useState(false);
  // Only the browser knows, and what the server rendered must be the first thing that it renders.
  useEffect(() => setMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), []);
  return (...keys) => isMac ? `⌘${keys.join("")}` : ["Ctrl", ...keys].join("+");
}
