import refresh from "lucide/dist/esm/icons/refresh-cw.mjs";
import { Button } from "../ui/Button.tsx";
import { useEditor } from "./context.ts";

/** How loading the library is going: at the foot of the panel, so that nothing jumps when it comes and goes. */
export function CatalogNotice() {
  const { catalog } = useEditor();
  const { status, error, retryInSeconds } = catalog.state.value;
  if (status === "ready") return null;
  if (error === undefined) {
    return <p class="catalog-notice" role="status">Loading the library…</p>;
  }
  return (
    <div class="catalog-notice" data-problem>
      <p role="alert">{error}</p>
      <div class="catalog-retry">
        {/* The seconds are not for screen readers: they would be read each time. */}
        <span aria-live="off">
          {retryInSeconds === undefined ? "Trying again…" : `Next try in ${retryInSeconds} s`}
        </span>
        <Button icon={refresh} onClick={() => catalog.reload()}>Try now</Button>
      </div>
    </div>
  );
}
