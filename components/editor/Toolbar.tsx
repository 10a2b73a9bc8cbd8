import download from "lucide/dist/esm/icons/download.mjs";
import listTree from "lucide/dist/esm/icons/list-tree.mjs";
import panelBottom from "lucide/dist/esm/icons/panel-bottom.mjs";
import panelLeft from "lucide/dist/esm/icons/panel-left.mjs";
import panelRight from "lucide/dist/esm/icons/panel-right.mjs";
import play from "lucide/dist/esm/icons/play.mjs";
import search from "lucide/dist/esm/icons/search.mjs";
import settings from "lucide/dist/esm/icons/settings-2.mjs";
import square from "lucide/dist/esm/icons/square.mjs";
import workflow from "lucide/dist/esm/icons/workflow.mjs";
import { Button, IconButton } from "../ui/Button.tsx";
import type { IconShape } from "../ui/Icon.tsx";
import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";
import { OpenMenu } from "./OpenMenu.tsx";
import { ProblemsButton } from "./ProblemsButton.tsx";
import { ReuseSwitch } from "./ReuseSwitch.tsx";
import { useActions } from "./shortcuts.ts";
import { flag } from "../ui/flag.ts";

/** The bar above everything: panels, the file, Execute. */
export function Toolbar() {
  const { layout } = useEditor();
  const { library, status, data, outline } = layout;
  const { act, keys } = useActions();
  return (
    <header class="toolbar">
      <div class="toolbar-group">
        <IconButton
          label={library.value ? "Hide the library" : "Show the library"}
          shortcut={keys("view.library")}
          icon={panelLeft}
          aria-expanded={flag(library.value)}
          aria-controls="library"
          onClick={() => layout.setPanel("library", !library.value)}
        />
        <IconButton
          label={outline.value ? "Show the canvas" : "Show the outline"}
          shortcut={keys("view.outline")}
          icon={outline.value ? workflow : listTree}
          onClick={() => act("view.outline")}
        />
        <h1 class="toolbar-brand">
          <Logo />
          Psynapse
        </h1>
      </div>
      <WorkflowName />
      <div class="toolbar-group">
        <DialogButton
          icon={search}
          word="Find"
          title="Find an action, a node or an op"
          action="page.palette"
        />
        <DialogButton icon={settings} word="Settings" title="Settings" action="page.settings" />
        <OpenMenu />
        <Button
          icon={download}
          look="quiet"
          title="Save as a file"
          shortcut={keys("file.save")}
          onClick={() => act("file.save")}
        >
          Save
        </Button>
        <ProblemsButton />
        <ReuseSwitch />
        <ExecuteButton />
        <IconButton
          label={data.value ? "Hide the data" : "Show the data"}
          shortcut={keys("view.data")}
          icon={panelBottom}
          aria-expanded={flag(data.value)}
          aria-controls={data.value ? "data" : undefined}
          onClick={() => layout.setPanel("data", !data.value)}
        />
        <IconButton
          label={status.value ? "Hide the run" : "Show the run"}
          shortcut={keys("view.run")}
          icon={panelRight}
          aria-expanded={flag(status.value)}
          aria-controls="status"
          onClick={() => layout.setPanel("status", !status.value)}
        />
      </div>
    </header>
  );
}

/** Opens something over the page. */
function DialogButton({ word, title, action, icon }: {
  word: string;
  title: string;
  action: "page.palette" | "page.settings";
  icon: IconShape;
}) {
  const { act, keys } = useActions();
  return (
    <Button
      icon={icon}
      look="quiet"
      title={title}
      shortcut={keys(action)}
      aria-haspopup="dialog"
      onClick={() => act(action)}
    >
      {word}
    </Button>
  );
}

/** Execute, and Stop while a run is active. One button, so that the focus stays; never disabled. */
function ExecuteButton() {
  const { run } = useEditor();
  const { keys } = useActions();
  const active = run.active.value;
  const stopping = run.phase.value === "stopping";
  return (
    <Button
      class="execute-button"
      look={active ? "danger" : "primary"}
      icon={active ? square : play}
      title={active ? "Stop the run" : "Execute the graph"}
      shortcut={keys(active ? "run.stop" : "run.execute")}
      onClick={(event) => {
        // The second press of a double click on Execute is not meant for Stop.
        if (active && event.detail > 1) return;
        if (active) run.stop();
        else run.execute();
      }}
    >
      {stopping ? "Stopping" : active ? "Stop" : "Execute"}
    </Button>
  );
}

/** The name of the file that is open, where it has one, and whether the draft is kept. */
function WorkflowName() {
  const { name, description } = useEditor().graph.about.value;
  const later = useLater();
  return (
    <p class="toolbar-title" title={description}>
      {name && <span class="toolbar-name">{name}</span>}
      {later && <later.DraftMark />}
    </p>
  );
}

/** Two nodes and what runs between them. */
function Logo() {
  return (
    <svg class="logo" width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M9 9 C 20 9, 12 23, 23 23" fill="none" stroke="currentColor" stroke-width="3" />
      <circle cx="8" cy="9" r="5" fill="var(--node-function)" />
      <circle cx="24" cy="23" r="5" fill="var(--node-variable)" />
    </svg>
  );
}
