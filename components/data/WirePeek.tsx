import { useLayoutEffect, useRef } from "preact/hooks";
import { knownOf, pickOutput, type Subject } from "../../client/data/subject.ts";
import { isAtWork } from "../../client/models/run.ts";
import { ValueView } from "../ui/ValueView.tsx";
import { useEditor } from "../editor/context.ts";

/** What flowed through a wire or out of a handle in the last run, beside the pointer. */
export function WirePeek({ subject, at }: { subject: Subject; at: { x: number; y: number } }) {
  const editor = useEditor();
  const ref = useRef<HTMLDivElement>(null);
  const known = knownOf(editor, subject.node);
  const value = pickOutput(known?.node.output, subject.key);
  const title = editor.graph.title(subject.node).value;
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(at.x + 14, innerWidth - width - 8))}px`;
    box.style.top = `${
      at.y + 18 + height > innerHeight ? Math.max(8, at.y - height - 12) : at.y + 18
    }px`;
  }, [at, value]);
  return (
    <div ref={ref} class="wire-peek" role="status" aria-label={`Value of ${title}`}>
      <p class="wire-peek-title">
        {title}
        {subject.key !== undefined && `, ${subject.key}`}
        {known?.isOlder && known.run && <span class="data-facts-run">run {known.run.number}</span>}
      </p>
      <div class="wire-peek-value">
        {value === undefined
          ? <p class="value-hint">{emptyText(known?.node)}</p>
          : <ValueView value={value} label={`Value of ${title}`} />}
      </div>
    </div>
  );
}

function emptyText(
  node: { status: Parameters<typeof isAtWork>[0]; error?: string } | undefined,
): string {
  if (!node) return "Nothing has flowed here yet. Execute the graph to see it.";
  if (isAtWork(node.status)) return "It is at work.";
  return node.error ?? "No value came.";
}
