import { useState } from "preact/hooks";
import chevron from "lucide/dist/esm/icons/chevron-right.mjs";
import type { JsonValue } from "../../engine/core/json.ts";
import { childCount, describe, isImage } from "../../client/values.ts";
import { Icon } from "./Icon.tsx";
import { flag } from "./flag.ts";

/** Children shown at first, and with each press of "more". */
const PAGE = 100;
/** Characters of a text in the tree before it is cut. */
const TEXT_LIMIT = 300;
/** Levels that are unfolded at first, and how many children one may have for that. */
const OPEN_LEVELS = 2;
const OPEN_CHILDREN = 20;

/** A list or dict as a tree that unfolds. Only what is unfolded is on the page. */
export function ValueTree({ value, label }: { value: JsonValue; label: string }) {
  return (
    <ul class="value-tree" aria-label={label}>
      <Branch value={value} level={0} />
    </ul>
  );
}

function Branch({ name, value, level }: { name?: string; value: JsonValue; level: number }) {
  const count = childCount(value);
  const [open, setOpen] = useState(
    level === 0 || (level < OPEN_LEVELS && count <= OPEN_CHILDREN),
  );
  if (count === 0) {
    return (
      <li class="tree-leaf">
        <Name name={name} />
        <Leaf value={value} />
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        class="tree-toggle"
        aria-expanded={flag(open)}
        onClick={() => setOpen(!open)}
      >
        <Icon of={chevron} size={12} class="fold-arrow" />
        <Name name={name} />
        <span class="tree-summary">{describe(value)}</span>
      </button>
      {open && <Children value={value} level={level} />}
    </li>
  );
}

function Children({ value, level }: { value: JsonValue; level: number }) {
  const [shown, setShown] = useState(PAGE);
  const entries = Object.entries(Object(value)) as [string, JsonValue][];
  const left = entries.length - shown;
  return (
    <ul>
      {entries.slice(0, shown).map(([name, child]) => (
        <Branch key={name} name={name} value={child} level={level + 1} />
      ))}
      {left > 0 && (
        <li>
          <button type="button" class="link-button" onClick={() => setShown(shown + PAGE)}>
            {Math.min(left, PAGE)} more of {left}
          </button>
        </li>
      )}
    </ul>
  );
}

/** With the blank that a copied line has. */
const COLON = ": ";

function Name({ name }: { name?: string }) {
  return name === undefined ? null : (
    <>
      <span class="tree-name">{name === "" ? '""' : name}</span>
      <span class="tree-colon">{COLON}</span>
    </>
  );
}

function Leaf({ value }: { value: JsonValue }) {
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") {
    const kind = typeof value === "number" ? "number" : "keyword";
    return <span class={`value-${kind}`}>{JSON.stringify(value)}</span>;
  }
  if (isImage(value)) return <img class="tree-image" src={value} alt="Image" />;
  const cut = !whole && value.length > TEXT_LIMIT;
  return (
    <span class="value-string">
      {JSON.stringify(cut ? value.slice(0, TEXT_LIMIT) : value)}
      {cut && (
        <button type="button" class="link-button" onClick={() => setWhole(true)}>
          … {value.length - TEXT_LIMIT} more characters
        </button>
      )}
    </span>
  );
}
