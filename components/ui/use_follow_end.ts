import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Pixels from the end that still count as being there. */
const NEAR = 24;

/** Whether a scroller follows its end, and the way back to it. */
export interface FollowEnd {
  following: boolean;
  /** For the scroller's `onScroll`. */
  onScroll(): void;
  toEnd(): void;
  /** Stays where it is, as if the user had scrolled away: for when the user unfolds something. */
  pause(): void;
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
    pause: () => setFollowing(false),
  };
}
