import { isAtWork, type NodeRun, type RunPhase } from "../models/run.ts";

/** What a tab says of the run that it has. */
export interface TabState {
  /** Of the workflow; absent where it has none. */
  readonly name?: string;
  readonly phase: RunPhase;
  /** Share of the run that is done, 0..1. */
  readonly share: number;
  /** How many nodes failed. */
  readonly failed: number;
}

/** Colours of the tab's icon, as CSS has them. */
export interface IconColors {
  readonly track: string;
  readonly busy: string;
  readonly done: string;
  readonly error: string;
  readonly stopped: string;
}

/** The name of the product, behind everything else in titles. */
const PRODUCT = "Psynapse";

/**
 * How much of a run is done, 0..1. Nodes that are at work count as far as they have reported; of `total` nodes, those
 * that nothing was heard of have not begun.
 */
export function runShare(nodes: readonly NodeRun[], total: number): number {
  if (total === 0) return 0;
  let done = 0;
  for (const { status, progress = 0 } of nodes) done += isAtWork(status) ? progress : 1;
  return Math.min(1, done / total);
}

/** The title of the tab: `42 % · Iris — Psynapse`, `✗ 2 errors · Iris — Psynapse`, `Psynapse`. */
export function tabTitle(state: TabState): string {
  const { name } = state;
  const parts = [stateWords(state), name].filter((part) => part !== undefined);
  return parts.length === 0 ? PRODUCT : `${parts.join(" · ")} — ${PRODUCT}`;
}

/** How the run goes or went, in a word or two; undefined when there is none. */
export function stateWords({ phase, share, failed }: TabState): string | undefined {
  switch (phase) {
    case "idle":
      return undefined;
    case "waiting":
      return "Waiting";
    case "starting":
    case "running":
      // Only what has ended is at 100 %.
      return `${Math.min(99, Math.floor(share * 100))} %`;
    case "stopping":
      return "Stopping";
    case "stopped":
      return "■ Stopped";
    case "error":
      return "✗ Failed";
    case "done":
      return failed === 0 ? "✓ Done" : `✗ ${failed} ${failed === 1 ? "error" : "errors"}`;
  }
}

const RING = { radius: 12, around: 2 * Math.PI * 12 };

/** The tab's icon as a data URL of an SVG: a ring that fills, then a sign of how it ended; undefined when idle. */
export function tabIcon(state: TabState, colors: IconColors): string | undefined {
  const shapes = iconShapes(state, colors);
  if (shapes === undefined) return undefined;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${shapes}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function iconShapes({ phase, share, failed }: TabState, colors: IconColors): string | undefined {
  switch (phase) {
    case "idle":
      return undefined;
    case "starting":
    case "waiting":
    case "running":
    case "stopping":
      return ring(colors.track, 1) + ring(colors.busy, share);
    case "stopped":
      return disc(colors.stopped, '<path d="M12 12h8v8h-8z" fill="#fff" stroke="none"/>');
    case "error":
      return disc(colors.error, CROSS);
    case "done":
      return failed === 0
        ? disc(colors.done, '<path d="m9 16.5 5 5 9-10"/>')
        : disc(colors.error, CROSS);
  }
}

const CROSS = '<path d="m11 11 10 10M21 11 11 21"/>';

/** The beginning of a ring, clockwise from its top. */
function ring(color: string, share: number): string {
  const length = (RING.around * share).toFixed(1);
  return `<circle cx="16" cy="16" r="${RING.radius}" fill="none" stroke="${color}" ` +
    `stroke-width="6" stroke-dasharray="${length} ${RING.around.toFixed(1)}" ` +
    `transform="rotate(-90 16 16)"/>`;
}

function disc(color: string, sign: string): string {
  return `<circle cx="16" cy="16" r="15" fill="${color}"/>` +
    `<g fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round">${sign}</g>`;
}
