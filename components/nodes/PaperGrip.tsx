import { useRef } from "preact/hooks";
import { useEditor } from "../editor/context.ts";

const LEAST = { width: 120, height: 60 };
/** Pixels that one press of an arrow key makes it larger. */
const STEP = 20;

interface Size {
  width: number;
  height: number;
}

/** The corner by which a note, group or view is made larger: dragged, or with arrow keys. */
export function PaperGrip({ id, size, onReset }: {
  id: string;
  /** How large it is now. */
  size(): Size;
  /** Gives it the size of its content again, on a double click. */
  onReset?(): void;
}) {
  const { graph } = useEditor();
  const begun = useRef<{ x: number; y: number; width: number; height: number }>();
  const resize = (width: number, height: number) =>
    graph.updateData(id, {
      width: Math.round(Math.max(LEAST.width, width)),
      height: Math.round(Math.max(LEAST.height, height)),
    });
  return (
    <button
      type="button"
      class="paper-grip nodrag nopan nokey"
      aria-label="Resize: drag, or press arrow keys"
      title="Resize"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = { x: event.clientX, y: event.clientY, ...size() };
      }}
      onPointerMove={(event) => {
        const from = begun.current;
        if (!from || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const { zoom } = graph.viewport.peek();
        resize(
          from.width + (event.clientX - from.x) / zoom,
          from.height + (event.clientY - from.y) / zoom,
        );
      }}
      onPointerUp={() => begun.current = undefined}
      onClick={(event) => {
        if (event.detail === 2) onReset?.();
      }}
      onKeyDown={(event) => {
        const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
        const step = by[event.key as keyof typeof by];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        const now = size();
        resize(now.width + step[0] * STEP, now.height + step[1] * STEP);
      }}
    />
  );
}
