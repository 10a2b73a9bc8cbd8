import { useEffect, useRef, useState } from "preact/hooks";
import fileUp from "lucide/dist/esm/icons/file-up.mjs";
import folderOpen from "lucide/dist/esm/icons/folder-open.mjs";
import type { ApiResult, WorkflowListing } from "../../client/api.ts";
import { chooseAndOpenFile, openExample } from "../../client/files.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Menu, MenuItem } from "../ui/Menu.tsx";
import { useEditor } from "./context.ts";
import { useShortcutNames } from "./shortcuts.ts";
import { flag } from "../ui/flag.ts";

/** Open: a file of the user's, or one of the examples that the server has. */
export function OpenMenu() {
  const editor = useEditor();
  const [open, setOpen] = useState(false);
  const shortcut = useShortcutNames();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div class="menu-anchor">
      <Button
        buttonRef={button}
        icon={folderOpen}
        look="quiet"
        title="Open a file or an example"
        shortcut={shortcut("O")}
        aria-haspopup="menu"
        aria-expanded={flag(open)}
        onClick={() => setOpen(!open)}
      >
        Open
      </Button>
      {open && (
        <Menu label="Open" anchor={button} onClose={() => setOpen(false)}>
          <MenuItem onChoose={() => chooseAndOpenFile(editor)}>
            <span class="menu-line">
              <Icon of={fileUp} /> From a file…
            </span>
          </MenuItem>
          <Examples />
        </Menu>
      )}
    </div>
  );
}

function Examples() {
  const editor = useEditor();
  const { api } = editor;
  const [answer, setAnswer] = useState<ApiResult<WorkflowListing[]>>();
  useEffect(() => {
    const closing = new AbortController();
    api.workflows(closing.signal).then((found) => {
      if (!closing.signal.aborted) setAnswer(found);
    });
    return () => closing.abort();
  }, []);
  return (
    <div role="group" aria-labelledby="open-examples">
      <p class="menu-heading" id="open-examples">Examples</p>
      {!answer && <p class="menu-note" role="status">Loading…</p>}
      {answer && !answer.ok && (
        <p class="menu-note menu-problem" role="alert">{answer.error.message}</p>
      )}
      {answer?.ok && answer.data.length === 0 && <p class="menu-note">This server has none.</p>}
      {answer?.ok &&
        answer.data.map(({ name, title, description, nodes }) => (
          <MenuItem
            key={name}
            onChoose={() => void openExample(editor, name)}
          >
            <span class="menu-line">
              {title}
              <span class="menu-count">{nodes} nodes</span>
            </span>
            {description && <span class="menu-description">{description}</span>}
          </MenuItem>
        ))}
    </div>
  );
}
