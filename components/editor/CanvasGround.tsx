import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Between dots, on the canvas. */
const GAP = 20;
/** Dots are no closer than this, in pixels of the page: then every second one is left out, and so on. */
const CLOSEST = 14;

/**
 * The dotted ground of the canvas. It is one layer that is moved with the view; React Flow's own is a pattern that is
 * painted anew for each frame, which took a tenth of them on a machine without a GPU.
 */
export function CanvasGround() {
  const ground = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  useLayoutEffect(() => {
    const place = ([x, y, zoom]: readonly [number, number, number]) => {
      const style = ground.current?.style;
      if (!style) return;
      let gap = GAP * zoom;
      while (gap < CLOSEST) gap *= 2;
      // Where the view is, and how near, is known at run time alone.
      style.setProperty("--gap", `${gap}px`);
      style.setProperty("--dot", `${0.75 * Math.max(1, zoom)}px`);
      style.transform = `translate(${x % gap}px, ${y % gap}px)`;
    };
    place(store.getState().transform);
    return store.subscribe(({ transform }, last) => {
      if (transform !== last.transform) place(transform);
    });
  }, [store]);
  return <div ref={ground} class="react-flow__background canvas-ground" aria-hidden="true" />;
}
