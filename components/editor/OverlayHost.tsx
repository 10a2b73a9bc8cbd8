import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";

/** What lies over the page, and what a screen reader says of actions. */
export function OverlayHost() {
  const { hands } = useEditor();
  const overlay = hands.overlay.value;
  const hasTour = hands.tour.value !== undefined;
  const parts = useLater(overlay !== undefined || hasTour);
  return (
    <>
      {overlay && parts && <parts.Overlay overlay={overlay} />}
      {hasTour && parts && <parts.Tour />}
      <p class="visually-hidden" role="status">{hands.said.value}</p>
    </>
  );
}
