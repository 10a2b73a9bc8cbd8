import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import fileClock from "lucide/dist/esm/icons/file-clock.mjs";
import fileUp from "lucide/dist/esm/icons/file-up.mjs";
import layoutTemplate from "lucide/dist/esm/icons/layout-template.mjs";
import type { ApiResult, WorkflowListing } from "../../client/api.ts";
import { openExample } from "../../client/files.ts";
import { Icon } from "../ui/Icon.tsx";
import { Menu, MenuItem } from "../ui/Menu.tsx";
import { useEditor } from "./context.ts";
import { useActions } from "./shortcuts.ts";

/** What Open offers: a file of the user's, or one of the examples that the server has. */
export function OpenChoices({ button, onClose }: {
  button: RefObject<HTMLButtonElement>;
  onClose(): void;
}) {
  const { act } = useActions();
  return (
    <Menu label="Open" anchor={button} onClose={onClose}>
      <MenuItem onChoose={() => act("file.open")}>
        <span class="menu-line">
          <Icon of={fileUp} /> From a file…
        </span>
      </MenuItem>
      <MenuItem onChoose={() => act("file.drafts")}>
        <span class="menu-line">
          <Icon of={fileClock} /> Recent drafts…
        </span>
      </MenuItem>
      <MenuItem onChoose={() => act("file.templates")}>
        <span class="menu-line">
          <Icon of={layoutTemplate} /> Browse templates…
        </span>
      </MenuItem>
      <Examples />
    </Menu>
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
      <p class="menu-heading" id="open-examples">Templates</p>
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
