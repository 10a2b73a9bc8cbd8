import { useId } from "preact/hooks";
import key from "lucide/dist/esm/icons/key-round.mjs";
import packageIcon from "lucide/dist/esm/icons/package.mjs";
import shieldAlert from "lucide/dist/esm/icons/shield-alert.mjs";
import alert from "lucide/dist/esm/icons/triangle-alert.mjs";
import type { Needs } from "../../client/guide/needs.ts";
import type { Template } from "../../client/guide/templates.ts";
import { Icon } from "../ui/Icon.tsx";
import { GraphPicture } from "./GraphPicture.tsx";

/** A template: its picture, what it does, and what it needs. A press opens it. */
export function TemplateCard({ template, needs, isCurrent, onOpen }: {
  template: Template;
  needs: Needs;
  /** Whether Tab leads to it: to one of all cards. */
  isCurrent: boolean;
  onOpen(): void;
}) {
  // File names may have anything in them.
  const id = useId();
  const { name, title, description, problem, workflow, nodes } = template;
  return (
    <div class="template">
      <div class="template-picture">
        {workflow && <GraphPicture workflow={workflow} />}
      </div>
      <div class="template-text">
        <div class="template-head">
          {/* All of the card presses it: the style sheet makes it as large. */}
          <button
            type="button"
            class="template-open"
            data-template={name}
            tabIndex={isCurrent ? 0 : -1}
            aria-disabled={problem === undefined ? undefined : "true"}
            aria-describedby={`${id}-about ${id}-needs`}
            onClick={() => problem === undefined && onOpen()}
          >
            {title}
          </button>
          <span class="template-count">{nodes} nodes</span>
        </div>
        <p id={`${id}-about`} class="template-about">
          {problem === undefined ? description : `Cannot be read: ${problem}`}
        </p>
        <div id={`${id}-needs`} class="template-needs">
          <NeedsList needs={needs} />
        </div>
      </div>
    </div>
  );
}

function NeedsList({ needs: { packs, missing, keys, permissions } }: { needs: Needs }) {
  return (
    <>
      {missing.map((name) => (
        <span key={name} class="need" data-kind="missing">
          <Icon of={alert} size={12} /> {name} is not installed
        </span>
      ))}
      {keys.map((name) => (
        <span key={name} class="need" data-kind="key">
          <Icon of={key} size={12} /> needs {name}
        </span>
      ))}
      {packs.map((name) => (
        <span key={name} class="need">
          <Icon of={packageIcon} size={12} /> {name}
        </span>
      ))}
      {permissions.map((words) => (
        <span key={words} class="need" title="What its nodepacks may do">
          <Icon of={shieldAlert} size={12} /> {words}
        </span>
      ))}
    </>
  );
}
