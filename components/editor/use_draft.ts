import { useEffect } from "preact/hooks";
import { keepDraft, restoreDraft } from "../../client/models/draft.ts";
import { browserStorage } from "../../client/models/storage.ts";
import { withoutPasswords } from "../../client/without_passwords.ts";
import { useEditor } from "./context.ts";

/** Brings the graph of the last visit back, and keeps it from then on. */
export function useDraft(): void {
  const { graph, catalog, notices, clock } = useEditor();
  useEffect(() => {
    const storage = browserStorage("localStorage");
    const report = (text: string) => void notices.show({ kind: "warning", text });
    const snapshot = () => withoutPasswords(graph.toWorkflow(), catalog.find);
    restoreDraft(graph, storage, report);
    const keeper = keepDraft(graph, { storage, clock, report, snapshot });
    const flush = () => keeper.flush();
    globalThis.addEventListener("pagehide", flush);
    return () => {
      globalThis.removeEventListener("pagehide", flush);
      keeper.dispose();
    };
  }, [graph]);
}
