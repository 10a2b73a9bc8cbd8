import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { focusCanvas, outlineElement } from "../../client/canvas_place.ts";
import { beside } from "../../client/guide/beside.ts";
import { placeOf, rememberTour, TOUR } from "../../client/guide/tour.ts";
import type { Box } from "../../client/models/overview.ts";
import { useEditor } from "../editor/context.ts";
import { OVER, useActions, WRITES } from "../editor/shortcuts.ts";
import { Button } from "../ui/Button.tsx";

/** The tour through the editor: a bubble beside what it is about. The editor can be used meanwhile. */
export function Tour() {
  const step = useEditor().hands.tour.value;
  return step === undefined ? null : <Bubble step={step} />;
}

function Bubble({ step }: { step: number }) {
  const { hands } = useEditor();
  const { act } = useActions();
  const bubble = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const { title, text, outline } = TOUR[step];
  const isLast = step === TOUR.length - 1;
  const spot = usePlace(step, bubble);
  const end = useEnd(next);
  return (
    <>
      {/* Places are those of what it points at, wherever that is. */}
      {spot && <div class="tour-spot" style={pixels(spot)} />}
      <div
        ref={bubble}
        popover="manual"
        role="dialog"
        class="tour"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
      >
        <div class="tour-step" aria-live="polite">
          <p class="tour-count">{step + 1} of {TOUR.length}</p>
          <h2 id="tour-title">{title}</h2>
          <p id="tour-text">{outlineElement() && outline || text}</p>
        </div>
        <div class="tour-buttons">
          {!isLast && <Button look="quiet" onClick={end}>Skip the tour</Button>}
          {isLast && (
            <Button
              look="quiet"
              onClick={() => {
                end();
                act("file.templates");
              }}
            >
              Browse templates
            </Button>
          )}
          {step > 0 && <Button onClick={() => hands.tour.value = step - 1}>Back</Button>}
          <Button
            look="primary"
            buttonRef={next}
            onClick={() => isLast ? end() : hands.tour.value = step + 1}
          >
            {isLast ? "Done" : "Next"}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Lays the bubble beside what the step is about, and again when anything is resized; gives where that is. */
function usePlace(step: number, bubble: { readonly current: HTMLElement | null }) {
  const { layout } = useEditor();
  const [spot, setSpot] = useState<Box>();
  // Panels that open and close, and the list in the place of the canvas.
  const panels = [layout.library, layout.outline, layout.narrow, layout.status]
    .map(({ value }) => value).join();
  useLayoutEffect(() => {
    const lay = () => {
      const own = bubble.current;
      if (!own) return;
      if (!own.matches(":popover-open")) own.showPopover();
      const target = placeOf(TOUR[step]);
      const page = { width: innerWidth, height: innerHeight };
      const box = target ? visibleBox(target, page) : { x: 0, y: 0, ...page };
      const { left, top } = beside(box, own.getBoundingClientRect(), page);
      own.style.left = `${left}px`;
      own.style.top = `${top}px`;
      setSpot((last) => same(last, target && box) ? last : target && box);
    };
    lay();
    const watch = new ResizeObserver(lay);
    const target = placeOf(TOUR[step]);
    for (const element of [document.body, bubble.current, target]) {
      if (element) watch.observe(element);
    }
    globalThis.addEventListener("resize", lay);
    return () => {
      watch.disconnect();
      globalThis.removeEventListener("resize", lay);
    };
  }, [step, panels]);
  return spot;
}

/** Gives the focus to the bubble, and back at its end, which Escape is too; never comes again by itself. */
function useEnd(next: { readonly current: HTMLButtonElement | null }): () => void {
  const { hands } = useEditor();
  const opener = useRef<Element | null>(null);
  const end = () => {
    hands.tour.value = undefined;
    rememberTour();
    const { current } = opener;
    if (current instanceof HTMLElement && current !== document.body && current.isConnected) {
      current.focus({ preventScroll: true });
    } else focusCanvas();
  };
  useEffect(() => {
    opener.current = document.activeElement;
    // Who writes already goes on writing.
    if (!opener.current?.closest(WRITES)) next.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || document.querySelector(OVER)) return;
      if (event.target instanceof Element && event.target.closest(WRITES)) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    // Before the canvas, where Escape selects nothing.
    globalThis.addEventListener("keydown", onKey, true);
    return () => globalThis.removeEventListener("keydown", onKey, true);
  }, []);
  return end;
}

function visibleBox(element: HTMLElement, page: { width: number; height: number }): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  return {
    x,
    y,
    width: Math.min(page.width, right) - x,
    height: Math.min(page.height, bottom) - y,
  };
}

function pixels({ x, y, width, height }: Box) {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}

function same(a: Box | undefined, b: Box | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height;
}
