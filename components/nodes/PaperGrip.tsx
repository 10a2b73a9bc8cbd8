import { useRef } from "preact/hooks";
import type { GroupData, NoteData } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";

const LEAST = { width: 120, height: 60 };
/** Pixels that one press of an arrow key makes it larger. */
const STEP = 20;

/** The corner by which a note or group is made larger: dragged, or with arrow keys. */
export function PaperGrip({ id, data }: { id: string; data: NoteData | GroupData }) {
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
        begun.current = { x: event.clientX, y: event.clientY, ...data };
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
      onKeyDown={(event) => {
        const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
        const step = by[event.key as keyof typeof by];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        resize(data.width + step[0] * STEP, data.height + step[1] * STEP);
      }}
    />
  );
}
