import check from "lucide/dist/esm/icons/circle-check.mjs";
import warning from "lucide/dist/esm/icons/triangle-alert.mjs";
import { flag } from "../ui/flag.ts";
import { Icon } from "../ui/Icon.tsx";
import { useEditor } from "./context.ts";

/** In the toolbar: how many problems the graph has, and the way to them. */
export function ProblemsButton() {
  const { types } = useEditor();
  const count = types.problems.value.length;
  const words = count === 0 ? "No problems" : count === 1 ? "1 problem" : `${count} problems`;
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
      <Icon of={count > 0 ? warning : check} />
      {count > 0 && <span aria-hidden="true">{count}</span>}
    </button>
  );
}
