import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Pixels from the end that still count as being at the end. */
const NEAR = 24;

/** Keeps an element scrolled to its end while `content` grows, unless the user scrolled away from it. */
export function useStickToEnd(active: boolean, content: unknown): RefObject<HTMLDivElement> {
  const box = useRef<HTMLDivElement>(null);
  const lastHeight = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const wasAtEnd = element.scrollTop + element.clientHeight >= lastHeight.current - NEAR;
    if (active && wasAtEnd) element.scrollTop = element.scrollHeight;
    lastHeight.current = element.scrollHeight;
  }, [active, content]);
  return box;
}
