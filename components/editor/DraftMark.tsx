import type { DraftState } from "../../client/models/draft.ts";
import { useEditor } from "./context.ts";

const WORDS = {
  restoring: "Opening your draft…",
  changed: "Saving draft…",
  saved: "Draft saved",
  refused: "Draft not saved",
} as const satisfies Record<DraftState, string>;

/** Where the draft is, in two words: nothing of an empty canvas that is as it was. */
export function DraftMark() {
  const { draft, graph } = useEditor();
  const state = draft.state.value;
  const isNothing = state === "saved" && graph.nodes.value.length === 0;
  return (
    <span class="draft-mark" data-draft={state}>
      {!isNothing && WORDS[state]}
    </span>
  );
}
