import { useLayoutEffect } from "preact/hooks";
import { Canvas } from "./Canvas.tsx";
import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";

/** As static/styles/phone.css has it. */
const NARROW = "(max-width: 600px)";

/** The graph: on the canvas, or as a list; and on a phone the bar below it, by which panels open over it. */
export function MainView() {
  const { layout } = useEditor();
  const { outline, narrow, library, status, data, properties, setNarrow } = layout;
  useLayoutEffect(() => {
    const query = matchMedia(NARROW);
    const follow = () => setNarrow(query.matches);
    follow();
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  const later = useLater(outline.value || narrow.value);
  const isCovered = narrow.value &&
    (library.value || status.value || data.value || properties.value);
  return (
    <>
      <main class="editor-canvas" aria-label={outline.value ? "Outline" : "Canvas"}>
        <div class="main-view" inert={isCovered}>
          <Canvas />
          {outline.value && later && <later.Outline />}
        </div>
      </main>
      {narrow.value && later && <later.PhoneBar />}
    </>
  );
}
