import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";

/** What lies over the page, and what a screen reader says of actions. */
export function OverlayHost() {
  const { hands } = useEditor();
  const overlay = hands.overlay.value;
  const parts = useLater(overlay !== undefined);
  return (
    <>
      {overlay && parts && <parts.Overlay overlay={overlay} />}
      <p class="visually-hidden" role="status">{hands.said.value}</p>
    </>
  );
}
