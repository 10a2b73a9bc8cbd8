import { knownOf } from "../../client/data/subject.ts";
import { focusWhenShown } from "../../client/focus_node.ts";
import { shortValue } from "../../client/outline/short_value.ts";
import { useEditor } from "../editor/context.ts";

/** What a node gave last, in a few words, with the way to all of it; or why it gave nothing. */
export function OutlineValue({ id, title }: { id: string; title: string }) {
  const editor = useEditor();
  const { graph, layout, clock } = editor;
  const known = knownOf(editor, id);
  if (!known) return null;
  const { output, error, text } = known.node;
  if (error !== undefined) return <p class="outline-error">{error}</p>;
  const short = output !== undefined ? shortValue(output) : text ? shortValue(text) : undefined;
  if (short === undefined) return null;
  return (
    <p class="outline-value">
      <span class="visually-hidden">{known.isOlder ? "Earlier output: " : "Output: "}</span>
      <span class="outline-short">{short}</span>
      {known.isOlder && <span class="outline-older" aria-hidden="true">earlier run</span>}
      <button
        type="button"
        class="link-button"
        aria-label={`Show the data of ${title}`}
        onClick={() => {
          graph.select(new Set([id]));
          layout.setPanel("data", true);
          focusWhenShown(
            () => document.querySelector<HTMLElement>("#data [aria-current=true], #data button"),
            clock,
          );
        }}
      >
        Show
      </button>
    </p>
  );
}
