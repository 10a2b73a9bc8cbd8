import { useEffect } from "preact/hooks";
import layoutTemplate from "lucide/dist/esm/icons/layout-template.mjs";
import plus from "lucide/dist/esm/icons/plus.mjs";
import workflow from "lucide/dist/esm/icons/workflow.mjs";
import { isFirstVisit, rememberTour } from "../../client/guide/tour.ts";
import { useEditor } from "../editor/context.ts";
import { useActions } from "../editor/shortcuts.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";

/** What an empty canvas says; who sees it for the first time is shown around. */
export function EmptyCanvas() {
  const { hands, graph } = useEditor();
  useEffect(() => {
    // Who has emptied the canvas knows how to fill it.
    if (graph.undoName.peek() !== undefined) rememberTour();
    else if (isFirstVisit() && hands.tour.peek() === undefined) hands.tour.value = 0;
  }, []);
  return (
    <div class="canvas-empty">
      <Icon of={workflow} size={40} />
      <p class="canvas-empty-title">Build a workflow</p>
      <p>
        Drag a node from the library, or double-click here to search for one. Connect outputs at the
        right of a node with inputs at the left of another.
      </p>
      <EmptyActions />
    </div>
  );
}

/** Opens the gallery. */
export function BrowseTemplates() {
  const { act } = useActions();
  return (
    <Button icon={layoutTemplate} onClick={() => act("file.templates")}>Browse templates</Button>
  );
}

/** The ways to begin. */
export function EmptyActions() {
  const { act } = useActions();
  return (
    <div class="empty-actions">
      <BrowseTemplates />
      <Button icon={plus} onClick={() => act("add.search")}>Add a node</Button>
      <Button look="quiet" onClick={() => act("page.tour")}>Take the tour</Button>
    </div>
  );
}
