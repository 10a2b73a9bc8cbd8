import { useState } from "preact/hooks";
import zoomIn from "lucide/dist/esm/icons/zoom-in.mjs";
import zoomOut from "lucide/dist/esm/icons/zoom-out.mjs";
import { IconButton } from "../ui/Button.tsx";
import { isImage } from "../../client/values.ts";
import { Choice } from "../ui/Choice.tsx";

const FITS = { fit: "Fit", actual: "Actual size" } as const;
const ZOOM = { step: 1.25, least: 0.05, most: 16 };

/** An image: as large as there is room, at its actual size, or zoomed. */
export function ImageView({ source, label }: { source: string; label: string }) {
  /** undefined: as large as there is room. */
  const [zoom, setZoom] = useState<number>();
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [failed, setFailed] = useState(false);
  const by = (factor: number) =>
    setZoom(Math.min(ZOOM.most, Math.max(ZOOM.least, (zoom ?? 1) * factor)));
  if (failed || !isImage(source)) {
    return <p class="data-note" role="alert">This is not an image that the browser reads.</p>;
  }
  return (
    <div class="data-view-frame">
      <div class="data-view-tools">
        <Choice
          label="Size of the image"
          names={["fit", "actual"] as const}
          words={FITS}
          chosen={zoom === undefined ? "fit" : "actual"}
          onChoose={(name) => setZoom(name === "fit" ? undefined : 1)}
        />
        <IconButton label="Zoom out" icon={zoomOut} size={14} onClick={() => by(1 / ZOOM.step)} />
        <IconButton label="Zoom in" icon={zoomIn} size={14} onClick={() => by(ZOOM.step)} />
        <span class="data-note">
          {size && `${size.width} × ${size.height} pixels`}
          {zoom !== undefined && `, ${Math.round(zoom * 100)} %`}
        </span>
      </div>
      <div class="data-scroll" tabIndex={0} role="region" aria-label={label}>
        <img
          class="data-image"
          data-fit={zoom === undefined || undefined}
          src={source}
          alt={label}
          // Zoomed, it is as wide as it says times that.
          style={zoom !== undefined && size ? { width: `${size.width * zoom}px` } : undefined}
          onLoad={({ currentTarget }) =>
            setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })}
          onError={() => setFailed(true)}
        />
      </div>
    </div>
  );
}
