import { flag } from "../ui/flag.ts";
import { useEditor } from "./context.ts";

/** In the toolbar: how many problems the graph has, and the way to them. */
export function ProblemsButton() {
  const { types } = useEditor();
  const count = types.problems.value.length;
  const words = count === 1 ? "1 problem" : `${count} problems`;
  return (
    <button
      type="button"
      class="button button-quiet problems-button"
      data-problems={flag(count > 0)}
      aria-expanded={flag(types.open.value)}
      aria-label={words}
      title={`${words} in the graph`}
      onClick={() => types.open.value = !types.open.value}
    >
      <span aria-hidden="true">{count > 0 ? "⚠" : "✓"}</span>
      <span class="problems-count" aria-hidden="true">{count}</span>
    </button>
  );
}
