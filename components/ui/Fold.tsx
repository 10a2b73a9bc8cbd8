import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import chevron from "lucide/dist/esm/icons/chevron-right.mjs";
import { Icon } from "./Icon.tsx";
import { flag } from "./flag.ts";

/** A heading that opens and closes what is below it. What is closed is not on the page. */
export function Fold({ title, count, icon, open, onToggle, children }: {
  title: string;
  count?: number;
  icon?: ComponentChildren;
  open: boolean;
  onToggle(): void;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    // No landmark: there are many of one name, one in each card.
    <div class="fold" role="group" aria-label={title}>
      <h3>
        <button
          type="button"
          class="fold-button"
          aria-expanded={flag(open)}
          aria-controls={open ? id : undefined}
          onClick={onToggle}
        >
          <Icon of={chevron} size={14} class="fold-arrow" />
          {icon}
          <span class="fold-title">{title}</span>
          {count !== undefined && <span class="fold-count">{count}</span>}
        </button>
      </h3>
      {open && <div id={id}>{children}</div>}
    </div>
  );
}
