import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ApiResult } from "../../client/api.ts";
import { plainText, valueKind } from "../../client/values.ts";
import { Markdown } from "./Markdown.tsx";
import { PreviewView } from "./PreviewView.tsx";
import { ValueTree } from "./ValueTree.tsx";

/** Characters of a text that are put on the page before "Show all" is pressed. */
const TEXT_LIMIT = 50_000;

/** How texts are shown. */
export type TextMode = "raw" | "markdown";

/** Shows any value: a tree for lists and dicts, an image as an image, text as it is or as Markdown. */
export function ValueView({ value, load, textMode = "raw", label = "Value", eager = false }: {
  value: JsonValue;
  /** Gets the whole value where `value` is only a preview of it. */
  load?(): Promise<ApiResult<JsonValue>>;
  textMode?: TextMode;
  /** What the value is, for screen readers. */
  label?: string;
  /** Whether a preview gets the whole value without being asked, when that is not very big. */
  eager?: boolean;
}) {
  switch (valueKind(value)) {
    case "preview":
      return (
        <PreviewView value={value} load={load} eager={eager}>
          {(whole) => <ValueView value={whole} textMode={textMode} label={label} />}
        </PreviewView>
      );
    case "image":
      return <img class="value-image" src={plainText(value)} alt={label} />;
    case "text":
      return <TextValue text={plainText(value)} mode={textMode} />;
    case "tree":
      return <ValueTree value={value} label={label} />;
    case "plain":
      return (
        <span class={`value-plain value-${typeof value === "number" ? "number" : "keyword"}`}>
          {plainText(value)}
        </span>
      );
  }
}

function TextValue({ text, mode }: { text: string; mode: TextMode }) {
  const [whole, setWhole] = useState(false);
  if (text === "") return <span class="value-hint">Empty text</span>;
  const left = whole ? 0 : text.length - TEXT_LIMIT;
  const shown = left > 0 ? text.slice(0, TEXT_LIMIT) : text;
  return (
    <>
      {mode === "markdown" ? <Markdown text={shown} /> : <pre class="value-text">{shown}</pre>}
      {left > 0 && (
        <button type="button" class="link-button" onClick={() => setWhole(true)}>
          Show all, {left.toLocaleString("en")} more characters
        </button>
      )}
    </>
  );
}
