import { effect } from "@preact/signals";
import { withoutPasswords } from "../without_passwords.ts";
import { createDraftClaims } from "./draft_claims.ts";
import { beginDraft } from "./draft_session.ts";
import { createDraftStore } from "./draft_store.ts";
import { leaveDraft } from "./draft_tab.ts";
import type { EditorModel } from "./editor.ts";
import { browserStorage } from "./storage.ts";

/** What of the editor has to do with drafts. */
type Parts = Pick<EditorModel, "graph" | "draft" | "catalog" | "notices" | "clock">;

/** Brings the draft of this tab back and keeps it for as long as the page is there; what is returned ends that. */
export async function startDraft(parts: Parts): Promise<() => void> {
  const { graph, draft, catalog, notices, clock } = parts;
  const store = createDraftStore();
  const tab = browserStorage("sessionStorage");
  const session = await beginDraft({
    ...{ graph, draft, clock, store, session: tab },
    claims: createDraftClaims(navigator.locks),
    local: browserStorage("localStorage"),
    report: (text) => void notices.show({ kind: "warning", text }),
    tell: (text) => void notices.show({ kind: "info", text }),
    // No password is kept, in drafts as little as in files.
    snapshot: () => withoutPasswords(graph.toWorkflow(), catalog.find),
  });
  draft.session.value = session;
  draft.settle();

  const onHidden = () => void (document.hidden && session.flush());
  const onLeave = () => {
    void session.flush();
    leaveDraft(tab);
  };
  const onBack = () => leaveDraft(tab, true);
  const onUnload = (event: Event) => {
    void session.flush();
    if (session.isAtRisk()) event.preventDefault();
  };
  document.addEventListener("visibilitychange", onHidden);
  globalThis.addEventListener("pagehide", onLeave);
  globalThis.addEventListener("pageshow", onBack);
  // Only while there is something to lose: browsers keep pages that ask from coming back quickly.
  const endAsking = effect(() => {
    const mayLose = draft.state.value === "changed" || draft.state.value === "refused";
    if (mayLose) globalThis.addEventListener("beforeunload", onUnload);
    else globalThis.removeEventListener("beforeunload", onUnload);
  });
  return () => {
    endAsking();
    document.removeEventListener("visibilitychange", onHidden);
    globalThis.removeEventListener("pagehide", onLeave);
    globalThis.removeEventListener("pageshow", onBack);
    globalThis.removeEventListener("beforeunload", onUnload);
    session.dispose();
    draft.session.value = undefined;
    store.close();
  };
}
