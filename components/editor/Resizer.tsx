import { useEffect, useRef, useState } from "preact/hooks";
import type { Sized } from "../../client/models/layout.ts";
import { useEditor } from "./context.ts";

/** Pixels by which an arrow key moves an edge. */
const STEP = 24;
/** The keys that move an edge, with 1 where that makes the panel larger. */
const KEYS = {
  left: { ArrowLeft: 1, ArrowRight: -1 },
  right: { ArrowLeft: -1, ArrowRight: 1 },
  top: { ArrowUp: 1, ArrowDown: -1 },
  bottom: { ArrowUp: -1, ArrowDown: 1 },
} as const satisfies Record<string, Partial<Record<string, 1 | -1>>>;

/** Pixels of a panel: what it has, and what the style sheet lets it have in this window. */
interface Span {
  now: number;
  least: number;
  most: number;
}

/**
 * The edge of the panel that it is in, by which that is made larger: dragged, or with arrow keys, Home and End. A
 * double click gives the usual size back.
 */
export function Resizer({ label, edge, which }: {
  /** `Width of the library` */
  label: string;
  edge: keyof typeof KEYS;
  which: Sized;
}) {
  const { layout } = useEditor();
  const ref = useRef<HTMLDivElement>(null);
  const begun = useRef<{ at: number; size: number }>();
  const isUpright = edge === "left" || edge === "right";
  const measure = () => measured(ref.current?.parentElement, isUpright);
  const { now, least, most } = useSpan(ref, measure);
  const keys: Partial<Record<string, 1 | -1>> = KEYS[edge];
  const place = ({ clientX, clientY }: PointerEvent) => isUpright ? clientX : clientY;
  const set = (size: number) => {
    const span = measure();
    layout.setSize(which, Math.min(span.most, Math.max(span.least, size)));
  };
  return (
    <div
      ref={ref}
      class={`resizer resizer-${edge}`}
      role="separator"
      aria-orientation={isUpright ? "vertical" : "horizontal"}
      aria-label={label}
      aria-valuenow={now}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = { at: place(event), size: measure().now };
      }}
      onPointerMove={(event) => {
        const from = begun.current;
        const larger = edge === "right" || edge === "bottom" ? 1 : -1;
        if (from) set(from.size + larger * (place(event) - from.at));
      }}
      onLostPointerCapture={() => begun.current = undefined}
      onDblClick={() => layout.setSize(which, NaN)}
      onKeyDown={(event) => {
        const by = keys[event.key];
        if (by !== undefined) set(measure().now + by * STEP);
        else if (event.key === "Home") set(0);
        else if (event.key === "End") set(Infinity);
        else return;
        event.preventDefault();
      }}
    />
  );
}

/** What the panel has, after each change of it and of the window. */
function useSpan(ref: { current: Element | null }, measure: () => Span): Span {
  const [span, setSpan] = useState<Span>({ now: 0, least: 0, most: 0 });
  useEffect(() => {
    const panel = ref.current?.parentElement;
    if (!panel) return;
    const observer = new ResizeObserver(() => setSpan(measure()));
    observer.observe(panel);
    observer.observe(document.documentElement);
    return () => observer.disconnect();
  }, []);
  return span;
}

function measured(panel: Element | null | undefined, isUpright: boolean): Span {
  if (!panel) return { now: 0, least: 0, most: 0 };
  const { width, height } = panel.getBoundingClientRect();
  const style = getComputedStyle(panel);
  const limit = (name: string) => Math.round(parseFloat(style.getPropertyValue(name)));
  return {
    now: Math.round(isUpright ? width : height),
    least: limit("--size-least"),
    most: limit("--size-most"),
  };
}
