import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { EditorModel } from "../../client/models/editor.ts";
import { EditorContext, useEditor } from "./context.ts";
import { DataDock } from "./DataDock.tsx";
import { NodeLibrary } from "./NodeLibrary.tsx";
import { Notices } from "./Notices.tsx";
import { loadLater, useLater } from "./load_later.ts";
import { MainView } from "./MainView.tsx";
import { OverlayHost } from "./OverlayHost.tsx";
import type { Resizer } from "./Resizer.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { StatusPanel } from "./StatusPanel.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { flag } from "../ui/flag.ts";
import { loadOnce, loadWhenIdle } from "../ui/use_lazy.ts";

/** The whole page: toolbar, library, canvas, the selected node's properties, the run. */
export function Editor({ editor }: { editor: EditorModel }) {
  useShortcuts(editor);
  useFollowServer(editor);
  useFollowers(editor);
  const { settings } = editor.layout;
  useEffect(() => loadWhenIdle([loadLater]), []);
  const later = useLater(
    settings.value || editor.types.open.value || editor.graph.selected.value !== undefined,
  );
  return (
    <EditorContext.Provider value={editor}>
      <Frame>
        <Toolbar />
        <NodeLibrary />
        <MainView />
        <DataDock />
        <div class="dock">
          {later && <later.PropertiesPanel />}
          <StatusPanel />
          {later && <RunEdge of={later} />}
        </div>
        {later && editor.types.open.value && <later.ProblemsPanel />}
        <Notices />
        {later && <later.SettingsDialog />}
        <OverlayHost />
      </Frame>
    </EditorContext.Provider>
  );
}

/** What the panels share the page by. Apart, so that nothing in it renders again while one is made larger. */
function Frame({ children }: { children: ComponentChildren }) {
  const { library, status, sizes } = useEditor().layout;
  return (
    <div
      class="editor"
      data-library={flag(library.value)}
      data-status={flag(status.value)}
      data-above={flag(sizes.value.above > 0)}
      // What the user chose by dragging; the style sheet says what of it there is room for.
      style={Object.fromEntries(
        Object.entries(sizes.value).map(([which, size]) => [`--${which}-size`, `${size}px`]),
      )}
    >
      {children}
    </div>
  );
}

/** The edge of the dock, where it lies beside the canvas and not over it. */
function RunEdge({ of }: { of: { Resizer: typeof Resizer } }) {
  const { status } = useEditor().layout;
  return status.value ? <of.Resizer label="Width of the run" edge="left" which="status" /> : null;
}

/** What goes on beside the components, once that is loaded. */
function useFollowers(editor: EditorModel): void {
  useEffect(() => {
    let stop = () => {};
    let gone = false;
    loadOnce(loadLater).then(({ follow }) => {
      if (!gone) stop = follow(editor);
    }).catch(() => {}); // What cannot be loaded is tried again, and reported, when it is needed.
    return () => {
      gone = true;
      stop();
    };
  }, [editor]);
}

/**
 * Begins when the page has been hydrated. A page in the background lets go of its connection, because
 * browsers keep only a handful to one server for all of their tabs.
 */
function useFollowServer(editor: EditorModel): void {
  useEffect(() => {
    const stop = editor.start();
    const onVisible = () => {
      if (document.hidden) editor.catalog.dispose();
      else editor.catalog.resume();
    };
    const onOnline = () => editor.catalog.resume();
    document.addEventListener("visibilitychange", onVisible);
    globalThis.addEventListener("online", onOnline);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      globalThis.removeEventListener("online", onOnline);
      stop();
    };
  }, [editor]);
}
