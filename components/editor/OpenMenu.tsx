import { useRef, useState } from "preact/hooks";
import folderOpen from "lucide/dist/esm/icons/folder-open.mjs";
import { Button } from "../ui/Button.tsx";
import { flag } from "../ui/flag.ts";
import { useLater } from "./load_later.ts";
import { useActions } from "./shortcuts.ts";

/** Open: a file of the user's, or one of the examples that the server has. */
export function OpenMenu() {
  const [open, setOpen] = useState(false);
  const { keys } = useActions();
  const button = useRef<HTMLButtonElement>(null);
  const later = useLater(open);
  return (
    <div class="menu-anchor">
      <Button
        buttonRef={button}
        icon={folderOpen}
        look="quiet"
        title="Open a file or an example"
        shortcut={keys("file.open")}
        aria-haspopup="menu"
        aria-expanded={flag(open)}
        onClick={() => setOpen(!open)}
      >
        Open
      </Button>
      {open && later && <later.OpenChoices button={button} onClose={() => setOpen(false)} />}
    </div>
  );
}
