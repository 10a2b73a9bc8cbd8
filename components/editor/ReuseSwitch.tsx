import { useEditor } from "./context.ts";
import { useActions } from "./shortcuts.ts";
import { flag } from "../ui/flag.ts";

/** Beside Execute: whether nodes whose result is known run again. */
export function ReuseSwitch() {
  const { reuse } = useEditor();
  const { keys } = useActions();
  const on = reuse.on.value;
  return (
    <button
      type="button"
      class="button button-quiet reuse-switch"
      role="switch"
      aria-checked={flag(on)}
      title={`Run again only what has changed (${keys("run.reuse")})`}
      onClick={() => reuse.set(!on)}
    >
      <span class="switch-track" aria-hidden="true" />
      <span class="reuse-label">Reuse results</span>
    </button>
  );
}
