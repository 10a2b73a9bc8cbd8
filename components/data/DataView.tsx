import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import { type DataView as View, isTable, mediaKind } from "../../client/data/views.ts";
import { plainText, valueText } from "../../client/values.ts";
import { LongText } from "./LongText.tsx";
import { Markdown } from "../ui/Markdown.tsx";
import { ValueView } from "../ui/ValueView.tsx";
import { ImageView } from "./ImageView.tsx";
import { PlotView } from "./PlotView.tsx";
import { TableView } from "./TableView.tsx";

/** A whole value in one of its views, but for the one that compares it with another. */
export function DataView({ value, view, label, file = label }: {
  value: JsonValue;
  view: Exclude<View, "diff">;
  /** What the value is, for screen readers. */
  label: string;
  /** What a file of it is called. */
  file?: string;
}) {
  switch (view) {
    case "table":
      return isTable(value) ? <TableView value={value} label={label} file={file} /> : null;
    case "plot":
      return <PlotView value={value} label={label} />;
    case "image":
      return <ImageView source={plainText(value)} label={label} />;
    case "media":
      return <MediaView source={plainText(value)} label={label} />;
    case "markdown":
      return (
        <div class="data-text">
          <Markdown text={plainText(value)} />
        </div>
      );
    case "code":
      return <LongText text={valueText(value)} label={`${label} as JSON`} isCode />;
    case "text":
      return typeof value === "string" && value !== ""
        ? <LongText text={value} label={label} />
        : (
          <div class="data-text">
            <ValueView value={value} label={label} />
          </div>
        );
    case "tree":
      return (
        <div class="data-text">
          <ValueView value={value} label={label} />
        </div>
      );
  }
}

/** Plays a sound or a film. */
function MediaView({ source, label }: { source: string; label: string }) {
  const [failed, setFailed] = useState(false);
  const kind = mediaKind(source);
  const player = {
    ...{ controls: true, preload: "metadata", src: source, "aria-label": label } as const,
    onError: () => setFailed(true),
  };
  if (failed) {
    return (
      <p class="data-note" role="alert">
        This is not {kind === "audio" ? "a sound" : "a film"} that the browser plays.
      </p>
    );
  }
  return (
    <div class="data-media">
      {kind === "audio" ? <audio {...player} /> : <video {...player} />}
    </div>
  );
}
