import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

/** What a list of which only a part is on the page has to say of itself. */
export interface VirtualListOptions {
  count: number;
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement>;
  /** A key for each item that stays with it. */
  keyOf(index: number): string;
  /** Height in pixels of an item that has not been measured. */
  estimate: number;
  /** Pixels between items, and before the first and after the last. */
  gap: number;
}

/** A list of which only what is in view (and a little around it) is on the page. */
export interface VirtualList {
  /** What to render, each at `start` pixels from the top, with `data-index` and `measure` as its ref. */
  items: VirtualItem[];
  /** Height of the whole in pixels. */
  height: number;
  measure(element: Element | null): void;
}

/** Ties TanStack's virtualizer to a component. */
export function useVirtualList(options: VirtualListOptions): VirtualList {
  const { count, scroller, keyOf, estimate, gap } = options;
  const [, rerender] = useReducer<number, void>((times) => times + 1, 0);
  const settings = {
    count,
    gap,
    paddingStart: gap,
    paddingEnd: gap,
    overscan: 4,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => rerender(),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, Element>(settings));
  virtualizer.setOptions(settings);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
  };
}

/** Pixels from the end that still count as being there. */
const NEAR = 24;

/** Whether a scroller follows its end, and the way back to it. */
export interface FollowEnd {
  following: boolean;
  /** For the scroller's `onScroll`. */
  onScroll(): void;
  toEnd(): void;
}

/**
 * Keeps an element scrolled to its end while its content grows, until the user scrolls away from it; from then
 * on it stays where it is, until the user comes back to the end.
 *
 * @param grown changes whenever the content may have grown
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement>,
  grown: readonly unknown[],
): FollowEnd {
  const [following, setFollowing] = useState(true);
  const lastTop = useRef(0);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  useLayoutEffect(() => {
    if (following) toEnd();
  }, [following, ...grown]);
  return {
    following,
    onScroll() {
      const element = scroller.current;
      if (!element) return;
      const { scrollTop, scrollHeight, clientHeight } = element;
      // Growing content never moves the content up: whoever did that was the user.
      if (scrollHeight - scrollTop - clientHeight <= NEAR) setFollowing(true);
      else if (scrollTop < lastTop.current) setFollowing(false);
      lastTop.current = scrollTop;
    },
    toEnd() {
      setFollowing(true);
      toEnd();
    },
  };
}
