import type { Box } from "../models/overview.ts";

/** Pixels between a bubble and what it points at, and between it and the page's edge. */
const GAP = 12;

interface Size {
  width: number;
  height: number;
}

/**
 * Where a bubble lies beside something on a page: at its right, below, above or at its left, where there is room first;
 * upon it, near its lower edge, where there is none at any side. Never beyond the page's edge.
 */
export function beside(target: Box, bubble: Size, page: Size): { left: number; top: number } {
  const center = {
    left: target.x + (target.width - bubble.width) / 2,
    top: target.y + (target.height - bubble.height) / 2,
  };
  const right = target.x + target.width + GAP;
  const below = target.y + target.height + GAP;
  const above = target.y - GAP - bubble.height;
  const left = target.x - GAP - bubble.width;
  const place = right + bubble.width + GAP <= page.width
    ? { left: right, top: center.top }
    : below + bubble.height + GAP <= page.height
    ? { left: center.left, top: below }
    : above >= GAP
    ? { left: center.left, top: above }
    : left >= GAP
    ? { left, top: center.top }
    : { left: center.left, top: target.y + target.height - bubble.height - 2 * GAP };
  return {
    left: within(place.left, page.width - bubble.width - GAP),
    top: within(place.top, page.height - bubble.height - GAP),
  };
}

function within(at: number, most: number): number {
  return Math.round(Math.max(GAP, Math.min(at, most)));
}
