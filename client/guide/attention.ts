import { effect, untracked } from "@preact/signals";
import { formatDuration } from "../values.ts";
import type { EditorModel } from "../models/editor.ts";
import { notify } from "./notify.ts";
import {
  type IconColors,
  runShare,
  stateWords,
  tabIcon,
  type TabState,
  tabTitle,
} from "./tab_look.ts";

/** How often the title follows a run: its events cost nothing. */
const STEP_MS = 1000;
/** Runs that take so long are told by a notification when nobody looks. */
export const LONG_RUN_MS = 10_000;

/** What this needs of the editor. */
type Parts = Pick<EditorModel, "run" | "graph" | "clock">;

/**
 * Says in the tab's title and icon how the run goes, and how it ended until somebody has looked; tells of a long run
 * that has ended meanwhile, where the user wishes it. The returned function ends that.
 */
export function followAttention(editor: Parts): () => void {
  const tab = new Tab();
  const { run, graph, clock } = editor;
  let wait: (() => void) | undefined;
  let takeBack = () => {};
  // What has been seen is not told again.
  let isSeen = true;

  const state = (): TabState => ({
    name: graph.about.peek().name,
    phase: isSeen && !run.active.peek() ? "idle" : run.phase.peek(),
    share: runShare(run.cards.peek(), run.total.peek()),
    failed: run.cards.peek().filter(({ status }) => status === "error").length,
  });
  const show = () => {
    wait?.();
    wait = run.active.peek() ? clock.after(STEP_MS, show) : undefined;
    tab.show(state());
  };
  const onLook = () => {
    if (!isLookedAt() || run.active.peek()) return;
    isSeen = true;
    takeBack();
    show();
  };
  let wasActive = false;
  const end = effect(() => {
    const isActive = run.active.value;
    run.phase.value;
    graph.about.value;
    untracked(() => {
      if (isActive) {
        isSeen = false;
        takeBack();
      } else if (wasActive) {
        isSeen = isLookedAt();
        if (!isSeen) takeBack = tell(editor, state());
      }
      wasActive = isActive;
      show();
    });
  });
  document.addEventListener("visibilitychange", onLook);
  globalThis.addEventListener("focus", onLook);
  return () => {
    end();
    wait?.();
    takeBack();
    tab.restore();
    document.removeEventListener("visibilitychange", onLook);
    globalThis.removeEventListener("focus", onLook);
  };
}

function isLookedAt(): boolean {
  return !document.hidden && document.hasFocus();
}

/** Tells of a run that has ended, if it was a long one. */
function tell({ run }: Parts, state: TabState): () => void {
  const took = (run.endedAt.peek() ?? 0) - (run.startedAt.peek() ?? 0);
  if (took < LONG_RUN_MS) return () => {};
  const title = `${stateWords(state)} · ${state.name ?? "Workflow"}`;
  return notify(title, `The run took ${formatDuration(took)}.`, tabIcon(state, colors()));
}

/** The title and the icon of this tab; touched only where they change. */
class Tab {
  readonly #link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  readonly #usual = { title: document.title, icon: this.#link?.getAttribute("href") ?? undefined };

  show(state: TabState): void {
    this.#set(tabTitle(state), tabIcon(state, colors()));
  }

  restore(): void {
    this.#set(this.#usual.title, undefined);
  }

  #set(title: string, icon = this.#usual.icon): void {
    if (document.title !== title) document.title = title;
    if (icon === undefined || this.#link?.getAttribute("href") === icon) return;
    this.#link?.setAttribute("href", icon);
  }
}

/** As the theme has them. */
function colors(): IconColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    track: token("--status-skipped"),
    busy: token("--status-executing"),
    done: token("--status-completed"),
    error: token("--status-error"),
    stopped: token("--status-stopped"),
  };
}
