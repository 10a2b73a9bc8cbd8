import { useMemo } from "preact/hooks";
import { canvasElement, focusCanvas, outlineElement } from "../../../client/canvas_place.ts";
import { useEditor } from "../context.ts";

/**
 * How what lies over the page is closed: the focus goes back to what had it, to the canvas when that is gone. What was
 * chosen comes after that, and may move the focus on.
 */
export function useClose(): { onClose(chosen: boolean): void; onLeave(): void } {
  const { hands } = useEditor();
  return useMemo(() => {
    const opener = document.activeElement;
    const close = () => {
      hands.overlay.value = undefined;
    };
    return {
      onClose() {
        close();
        if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) {
          opener.focus({ preventScroll: true });
        } else focusCanvas();
      },
      onLeave() {
        close();
        const next = (outlineElement() ?? canvasElement())?.querySelector<HTMLElement>(
          '[tabindex="0"], button',
        );
        next?.focus({ preventScroll: true });
      },
    };
  }, []);
}
