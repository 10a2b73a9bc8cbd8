import { useEffect } from "preact/hooks";
import type { EditorModel } from "../../client/models/editor.ts";
import { Canvas } from "./Canvas.tsx";
import { EditorContext } from "./context.ts";
import { DataDock } from "./DataDock.tsx";
import { NodeLibrary } from "./NodeLibrary.tsx";
import { Notices } from "./Notices.tsx";
import { loadLater, useLater } from "./load_later.ts";
import { OverlayHost } from "./OverlayHost.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { StatusPanel } from "./StatusPanel.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { flag } from "../ui/flag.ts";
import { loadOnce, loadWhenIdle } from "../ui/use_lazy.ts";

/** The whole page: toolbar, library, canvas, the selected node's properties, the run. */
export function Editor({ editor }: { editor: EditorModel }) {
  useShortcuts(editor);
  useFollowServer(editor);
  useEffect(() => loadWhenIdle([loadLater]), []);
  useTypes(editor);
  const { status, settings } = editor.layout;
  const later = useLater(
    settings.value || editor.types.open.value || editor.graph.selected.value !== undefined,
  );
  return (
    <EditorContext.Provider value={editor}>
      <div class="editor" data-status={flag(status.value)}>
        <Toolbar />
        <NodeLibrary />
        <main class="editor-canvas" aria-label="Canvas">
          <Canvas />
        </main>
        <DataDock />
        <div class="dock">
          {later && <later.PropertiesPanel />}
          <StatusPanel />
        </div>
        {later && editor.types.open.value && <later.ProblemsPanel />}
        <Notices />
        {later && <later.SettingsDialog />}
        <OverlayHost />
      </div>
    </EditorContext.Provider>
  );
}

/** Checks the types of the graph, once what does it is loaded. */
function useTypes(editor: EditorModel): void {
  useEffect(() => {
    let stop = () => {};
    let gone = false;
    loadOnce(loadLater).then(({ followTypes }) => {
      if (!gone) stop = followTypes(editor);
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
