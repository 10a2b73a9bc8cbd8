import { useRef } from "preact/hooks";
import { useFollowEnd } from "./use_follow_end.ts";

/** Characters of the end that are shown while text comes: the page must not grow slower with every chunk. */
const SHOWN = 5000;

/** Text that is growing, scrolled to its end unless the user scrolled away. */
export function StreamText({ text, label }: { text: string; label: string }) {
  const ref = useRef<HTMLPreElement>(null);
  const end = useFollowEnd(ref, [text]);
  const shown = text.length > SHOWN ? `…${text.slice(-SHOWN)}` : text;
  return (
    <pre
      ref={ref}
      class="value-text stream-text"
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={end.onScroll}
    >
      {shown}
    </pre>
  );
}
