import { useMemo, useRef } from "preact/hooks";
import { Virtualizer } from "virtua";

/** Characters up to which a text is on the page in one piece, so that it can be searched and marked. */
const WHOLE = 100_000;
/** Characters of a line beyond which it is broken into several. */
const LINE = 400;

/** A text of any length. Of a long one only the lines in view are on the page. */
export function LongText({ text, label, isCode = false }: {
  text: string;
  label: string;
  /** In the type of code, with the colours of JSON. */
  isCode?: boolean;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = text.length > WHOLE;
  const lines = useMemo(() => isLong ? linesOf(text) : [], [text, isLong]);
  return (
    <div
      ref={scroller}
      class={`data-scroll data-text ${isCode ? "data-code" : ""}`}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {isLong
        ? (
          <Virtualizer data={lines} itemSize={18} scrollRef={scroller}>
            {(line: string, index: number) => (
              <pre key={index} class="value-text">{isCode ? <Json line={line} /> : line}</pre>
            )}
          </Virtualizer>
        )
        : <pre class="value-text">{isCode ? <Json line={text} /> : text}</pre>}
    </div>
  );
}

function linesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    if (line.length <= LINE) return [line];
    const parts: string[] = [];
    for (let at = 0, end = 0; at < line.length; at = end) {
      end = at + LINE;
      // A character of two units stays whole.
      if (/[\uD800-\uDBFF]/.test(line[end - 1])) end++;
      parts.push(line.slice(at, end));
    }
    return parts;
  });
}

/** Keys, texts, numbers and words of JSON. */
const TOKEN =
  /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;
/** Characters up to which JSON has colours: each is an element of the page. */
const COLOURED = 20_000;

function Json({ line }: { line: string }) {
  if (line.length > COLOURED) return <>{line}</>;
  const parts: preact.ComponentChild[] = [];
  let end = 0;
  for (const found of line.matchAll(TOKEN)) {
    const [all, text, colon] = found;
    parts.push(line.slice(end, found.index));
    const kind = text === undefined
      ? (/^[-\d]/.test(all) ? "value-number" : "value-keyword")
      : colon
      ? "tree-name"
      : "value-string";
    parts.push(<span key={found.index} class={kind}>{text ?? all}</span>, colon ?? "");
    end = found.index + all.length;
  }
  parts.push(line.slice(end));
  return <>{parts}</>;
}
