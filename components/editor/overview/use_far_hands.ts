import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { toCanvas } from "../../../client/canvas_place.ts";
import type { OverviewModel } from "../../../client/overview/model.ts";
import { useEditor } from "../context.ts";

/** Pixels that a finger or a hand moves when it means to press. */
const STILL = 4;

/**
 * Pointer, fingers and focus where nodes are painted: what they are at is put on the page, invisible, so that pressing,
 * dragging, connecting and menus are the same as near. A double click on a node goes to it.
 */
export function useFarHands(
  container: RefObject<HTMLElement>,
  overview: OverviewModel,
  /** Id of the node that a connection is being drawn from. */
  connectionFrom: () => string | undefined,
): void {
  const { graph } = useEditor();
  useEffect(() => {
    const canvas = container.current;
    if (!canvas) return;
    const { isFar, pointed, focused } = overview;
    let pressedAt = { x: 0, y: 0 };
    const placeOf = ({ clientX: x, clientY: y }: MouseEvent) =>
      toCanvas({ x, y }, overview.view.peek());
    const point = (ids: readonly string[]) => {
      if (ids.join() !== pointed.peek().join()) pointed.value = ids;
    };
    const onMove = (event: PointerEvent) => {
      const from = connectionFrom();
      // What is dragged stays what it is; a connection looks for where it ends.
      if (event.buttons !== 0 && from === undefined) return;
      const found = isFar.peek() ? overview.at(placeOf(event)) : [];
      point(from === undefined || found.includes(from) ? found : [...found, from]);
    };
    const onDown = ({ clientX: x, clientY: y }: PointerEvent) => pressedAt = { x, y };
    const onClick = (event: MouseEvent) => {
      const { target, clientX, clientY } = event;
      const moved = Math.hypot(clientX - pressedAt.x, clientY - pressedAt.y);
      if (!isFar.peek() || moved > STILL || !isPane(target)) return;
      // A finger comes from nowhere: there was nothing below it yet.
      const found = overview.at(placeOf(event));
      if (found.length === 1) graph.select(new Set(found));
    };
    const onDoubleClick = (event: MouseEvent) => {
      const id = nodeOf(event.target);
      if (!isFar.peek() || id === undefined) return;
      event.stopPropagation();
      goTo(id);
    };
    const goTo = (id: string) => {
      const i = overview.scene.peek().index.get(id);
      if (i === undefined) return;
      const [x, y, width, height] = overview.scene.peek().boxes.subarray(i * 4, i * 4 + 4);
      const size = graph.size.peek();
      graph.viewport.value = {
        x: size.width / 2 - x - width / 2,
        y: size.height / 2 - y - height / 2,
        zoom: 1,
      };
    };
    const onFocus = ({ target }: FocusEvent) => focused.value = nodeOf(target);
    const onBlur = ({ relatedTarget }: FocusEvent) => focused.value = nodeOf(relatedTarget);
    canvas.addEventListener("pointermove", onMove);
    canvas.addEventListener("pointerdown", onDown, true);
    canvas.addEventListener("click", onClick);
    canvas.addEventListener("dblclick", onDoubleClick);
    canvas.addEventListener("focusin", onFocus);
    canvas.addEventListener("focusout", onBlur);
    return () => {
      canvas.removeEventListener("pointermove", onMove);
      canvas.removeEventListener("pointerdown", onDown, true);
      canvas.removeEventListener("click", onClick);
      canvas.removeEventListener("dblclick", onDoubleClick);
      canvas.removeEventListener("focusin", onFocus);
      canvas.removeEventListener("focusout", onBlur);
    };
  }, [overview, graph]);
}

function isPane(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains("react-flow__pane");
}

function nodeOf(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>(".react-flow__node")?.dataset.id;
}
