import { browserStorage } from "../models/storage.ts";

/** A step of the tour: what it says, and what it points at. */
export interface TourStep {
  readonly title: string;
  /** For those who see the canvas. */
  readonly text: string;
  /** For those who have the outline in its place. */
  readonly outline?: string;
  /** Selectors of what it points at: the first that is to be seen. */
  readonly at: readonly string[];
}

/** The tour through the editor. */
export const TOUR: readonly TourStep[] = [
  {
    title: "Add nodes",
    text: "The library has everything that can be a node. Drag one onto the canvas, or press it.",
    outline: "The library has everything that can be a node. Press one to add it.",
    at: ["#library", '.phone-bar [data-panel="library"]', '[aria-controls="library"]'],
  },
  {
    title: "Connect them",
    text: "Drag from an output at the right of a node to an input at the left of another. " +
      "With the keyboard: C on a node.",
    outline: "Each node lists its inputs: choose there what feeds it. " +
      "On the canvas you drag from an output to an input.",
    at: [".outline", ".canvas"],
  },
  {
    title: "Execute",
    text: "Watch every node run: values, progress, errors. Stop ends it at once.",
    at: [".execute-button"],
  },
];

/** Where is kept that the tour was done or skipped. */
export const TOUR_KEY = "psynapse.tour";

/** Whether nobody has seen the tour in this browser. */
export function isFirstVisit(): boolean {
  try {
    return browserStorage("localStorage").getItem(TOUR_KEY) === null;
  } catch {
    // What cannot be remembered would come again with each visit.
    return false;
  }
}

/** Keeps that the tour was seen. */
export function rememberTour(): void {
  try {
    browserStorage("localStorage").setItem(TOUR_KEY, "seen");
  } catch {
    // The storage is full: the tour comes once more.
  }
}

/** The element that a step points at; undefined when none of them is to be seen. */
export function placeOf({ at }: TourStep): HTMLElement | undefined {
  for (const selector of at) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found && isSeen(found)) return found;
  }
  return undefined;
}

function isSeen(element: HTMLElement): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const width = Math.min(right, innerWidth) - Math.max(left, 0);
  const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return width > 20 && height > 20 && element.checkVisibility({ visibilityProperty: true });
}
