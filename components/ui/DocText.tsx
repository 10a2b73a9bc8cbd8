import { Markdown } from "./Markdown.tsx";

/** What Markdown makes something else of than the text itself. */
const MARKUP = /[`*_[\]#>|~]|^ *(?:[-+]|\d+\.) /m;

/** What the author of an op says of it: JSDoc is Markdown. Most is plain text, for which nothing is loaded. */
export function DocText({ text }: { text: string }) {
  if (MARKUP.test(text)) {
    return (
      <div class="docstring">
        <Markdown text={text} breaks={false} />
      </div>
    );
  }
  // Lines end where the source was full; paragraphs, behind empty ones.
  return (
    <div class="docstring">
      {text.split(/\n\s*\n/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
    </div>
  );
}
