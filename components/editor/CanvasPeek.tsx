import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { XYPosition } from "../../client/flow.ts";
import { useEditor } from "./context.ts";
import { useData } from "./load_data.ts";

/** How long the pointer rests before a value is shown: who only passes by is not stopped. */
const REST_MS = 300;

/** Something whose value is shown: a wire, or one of a node's handles. */
interface Peek {
  node: string;
  handle: string | null;
  at: XYPosition;
}

/** Shows what flowed where the pointer rests: over wires and handles, and at the wire that has the focus. */
export function CanvasPeek({ container }: { container: RefObject<HTMLElement> }) {
  const editor = useEditor();
  const [peek, setPeek] = useState<Peek>();
  const parts = useData(peek !== undefined);
  useEffect(() => {
    const canvas = container.current;
    if (!canvas) return;
    let callOff = () => {};
    const hide = () => {
      callOff();
      setPeek(undefined);
    };
    const find = (target: EventTarget | null, at: XYPosition): Peek | undefined => {
      if (!(target instanceof Element)) return undefined;
      const edgeId = target.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
      const handle = target.closest<HTMLElement>(".react-flow__handle");
      const { edges } = editor.graph;
      const isInput = handle?.classList.contains("target");
      const { nodeid: node, handleid = null } = handle?.dataset ?? {};
      const edge = edges.peek().find((one) =>
        handle ? isInput && one.target === node && one.targetHandle === handleid : one.id === edgeId
      );
      if (edge) return { node: edge.source, handle: edge.sourceHandle ?? null, at };
      return node !== undefined && !isInput ? { node, handle: handleid, at } : undefined;
    };
    const onOver = (event: PointerEvent) => {
      hide();
      // While a wire is drawn or a node is dragged, nothing lies in the way.
      if (event.buttons !== 0) return;
      const found = find(event.target, { x: event.clientX, y: event.clientY });
      if (found) callOff = editor.clock.after(REST_MS, () => setPeek(found));
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || !target.matches(".react-flow__edge:focus-visible")) {
        return;
      }
      const { left, top, width, height } = target.getBoundingClientRect();
      setPeek(find(target, { x: left + width / 2, y: top + height / 2 }));
    };
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && hide();
    canvas.addEventListener("pointerover", onOver);
    canvas.addEventListener("pointerdown", hide);
    canvas.addEventListener("pointerleave", hide);
    canvas.addEventListener("focusin", onFocus);
    canvas.addEventListener("focusout", hide);
    canvas.addEventListener("keydown", onKey);
    return () => {
      callOff();
      canvas.removeEventListener("pointerover", onOver);
      canvas.removeEventListener("pointerdown", hide);
      canvas.removeEventListener("pointerleave", hide);
      canvas.removeEventListener("focusin", onFocus);
      canvas.removeEventListener("focusout", hide);
      canvas.removeEventListener("keydown", onKey);
    };
  }, [editor]);
  if (!peek || !parts) return null;
  return (
    <parts.WirePeek
      subject={parts.sourceOf({ source: peek.node, sourceHandle: peek.handle })}
      at={peek.at}
    />
  );
}
