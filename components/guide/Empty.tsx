import type { ComponentChildren } from "preact";
import play from "lucide/dist/esm/icons/play.mjs";
import { useEditor } from "../editor/context.ts";
import { useActions } from "../editor/shortcuts.ts";
import { Button } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { BrowseTemplates } from "./EmptyGraph.tsx";

/** What an empty place of a panel says, and below it what can be done about that. */
export function Empty({ children, actions }: {
  children: ComponentChildren;
  actions?: ComponentChildren;
}) {
  return (
    <div class="panel-empty">
      <p>{children}</p>
      {actions && <div class="empty-actions">{actions}</div>}
    </div>
  );
}

/** A button that runs the graph; one that leads to templates while there is none. */
export function ExecuteActions() {
  const { graph } = useEditor();
  const { act, keys } = useActions();
  if (graph.nodes.value.length === 0) return <BrowseTemplates />;
  return (
    <Button icon={play} shortcut={keys("run.execute")} onClick={() => act("run.execute")}>
      Execute
    </Button>
  );
}

/** What the run's panel says below its first line while nothing has run. */
export function NoRun() {
  return (
    <Empty actions={<ExecuteActions />}>
      Here you see of each node what it does: its inputs, its progress, its output or its error.
    </Empty>
  );
}

const NEW_PACK = "deno task psynapse new my_pack";

/** What the library says where the server has no nodepacks. */
export function NoPacks() {
  return (
    <div class="panel-empty">
      <p>
        There are no nodepacks yet. A nodepack is a folder of TypeScript functions in{" "}
        <code>nodepacks</code>. This writes one that works:
      </p>
      <p class="empty-command">
        <code>{NEW_PACK}</code>
        <CopyButton text={() => NEW_PACK} label="Copy the command" />
      </p>
      <p>It is here as soon as it is saved.</p>
    </div>
  );
}
