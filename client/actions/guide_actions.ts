import { notifyState, setNotify } from "../guide/notify.ts";
import { type Action, always } from "./action.ts";

/** What helps: templates, the tour, and news of runs. */
export const GUIDE_ACTIONS: readonly Action[] = [
  {
    ...{ id: "file.templates", group: "File", name: "Browse templates" },
    help: "Workflows that do something, with a picture of each. Opening one can be undone.",
    isEnabled: always,
    run: ({ hands }) => {
      hands.overlay.value = { kind: "templates" };
    },
  },
  {
    ...{ id: "run.notify", group: "Run", name: "Tell me when a long run has ended" },
    detail: () =>
      ({ on: "turn off", off: "turn on", blocked: "blocked", missing: "not here" })[
        notifyState()
      ],
    help: "By a notification of the browser, while this page is in the background.",
    isEnabled: () => ["on", "off"].includes(notifyState()),
    run: async () => void await setNotify(notifyState() === "off"),
  },
  {
    ...{ id: "page.tour", group: "Help", name: "Take the tour" },
    help: "Three steps: add nodes, connect them, execute.",
    isEnabled: always,
    run: ({ hands }) => {
      hands.tour.value = 0;
    },
  },
];
