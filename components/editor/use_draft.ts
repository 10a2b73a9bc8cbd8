import { useEffect, useState } from "preact/hooks";
import { DRAFT_KEY, type DraftKeeper, keepDraft } from "../../client/models/draft.ts";
import { browserStorage } from "../../client/models/storage.ts";
import { withoutPasswords } from "../../client/without_passwords.ts";
import { loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";

/**
 * Brings the graph of the last visit back, and keeps it from then on. Says whether it is back. What reads it is loaded
 * when there is one.
 */
export function useDraft(): boolean {
  const { graph, catalog, notices, clock } = useEditor();
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    const storage = browserStorage("localStorage");
    const report = (text: string) => void notices.show({ kind: "warning", text });
    const snapshot = () => withoutPasswords(graph.toWorkflow(), catalog.find);
    let keeper: DraftKeeper | undefined;
    let gone = false;
    const keep = () => {
      if (gone) return;
      keeper = keepDraft(graph, { storage, clock, report, snapshot });
      setBack(true);
    };
    if (storage.getItem(DRAFT_KEY) === null) keep();
    else {
      loadOnce(loadLater).then(({ restoreDraft }) => {
        if (!gone) restoreDraft(graph, storage, report);
        keep();
      }, () => {
        // Not kept from here on: what is kept is all that there is.
        report("The draft of your last visit could not be loaded. Reload the page to try again.");
        setBack(true);
      });
    }
    const flush = () => keeper?.flush();
    globalThis.addEventListener("pagehide", flush);
    return () => {
      gone = true;
      globalThis.removeEventListener("pagehide", flush);
      keeper?.dispose();
    };
  }, [graph]);
  return isBack;
}
