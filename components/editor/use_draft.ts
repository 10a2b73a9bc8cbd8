import { useEffect } from "preact/hooks";
import { loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";

/** How long after what keeps drafts could not be loaded it is tried again, in milliseconds. */
const RETRY_MS = 2000;

/** Brings the graph of the last visit back, and keeps it from then on. Says whether it is back. */
export function useDraft(): boolean {
  const editor = useEditor();
  const { draft, notices, clock } = editor;
  useEffect(() => {
    let gone = false;
    let end = () => {};
    const begin = () => {
      loadOnce(loadLater).then(({ startDraft }) => startDraft(editor)).then((stop) => {
        if (gone) stop();
        else end = stop;
      }, () => {
        notices.show({
          kind: "warning",
          text: "Your draft could not be loaded yet, and nothing is kept. It is tried again.",
        });
        // Nobody waits any longer: what is made until then is put on top of it.
        draft.settle();
        end = clock.after(RETRY_MS, begin);
      });
    };
    begin();
    return () => {
      gone = true;
      end();
    };
  }, [editor]);
  return draft.state.value !== "restoring";
}
