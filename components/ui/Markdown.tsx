import { useEffect, useRef, useState } from "preact/hooks";

type Render = (text: string, breaks: boolean) => DocumentFragment;

/** Text as Markdown, sanitised. Shows the text itself until the library is there (it is loaded when first needed). */
export function Markdown({ text, breaks = true }: {
  text: string;
  /** Whether the ends of lines are kept. */
  breaks?: boolean;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const [render, setRender] = useState<{ call: Render }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    import("../../client/markdown.ts").then(
      ({ renderMarkdown }) => gone || setRender({ call: renderMarkdown }),
      () => gone || setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, []);
  useEffect(() => {
    if (render) ref.current?.replaceChildren(render.call(text, breaks));
  }, [render, text, breaks]);
  if (render) return <div ref={ref} class="markdown" />;
  return (
    <>
      {failed && (
        <p class="value-hint" role="alert">
          The Markdown view did not load; this is the text itself. Reload the page to try again.
        </p>
      )}
      <pre class="value-text">{text}</pre>
    </>
  );
}
