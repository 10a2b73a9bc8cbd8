import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import x from "lucide/dist/esm/icons/x.mjs";
import search from "lucide/dist/esm/icons/search.mjs";
import type { XYPosition } from "../../../client/flow.ts";
import { flag } from "../../ui/flag.ts";
import { useEditor } from "../context.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Icon, type IconShape } from "../../ui/Icon.tsx";

/** Something to choose in a {@link Picker}. */
export interface Choice {
  key: string;
  title: string;
  /** After the title, smaller: a pack, what an action would do now. */
  detail?: string;
  /** At the right: keys, types. */
  hint?: ComponentChildren;
  icon?: IconShape;
  /** Class of its colours. */
  look?: string;
  /** What it is, below the list while it is marked. */
  description?: string;
  /** A heading above the first of those that have the same. */
  heading?: string;
  disabled?: boolean;
  choose(): void;
}

/** Choices that are on the page; nobody reads more, and typing narrows them. */
const SHOWN = 40;
const SIZE = { width: 360, height: 420, gap: 12 };

/**
 * A field with a list of choices below it, over the page: arrows mark, Enter chooses, Escape or a press elsewhere closes.
 * `find` gives the choices for what was typed. Without a place it is in the upper middle. Not a modal dialog: to make
 * all of a large page inert takes the browser longer than anything else here.
 */
export function Picker({ label, placeholder, at: wanted, find, empty, action, onClose, onLeave }: {
  label: string;
  placeholder: string;
  at?: XYPosition;
  find(query: string): Choice[];
  /** What it says when nothing was found. */
  empty: string;
  /** What Enter does, for the line at its foot: `add`. */
  action: string;
  /** It is closed; `chosen`: something was, which says itself where the focus goes. */
  onClose(chosen: boolean): void;
  /** Tab: closed, and on to what comes behind it. */
  onLeave(): void;
}) {
  const { layout } = useEditor();
  // Beside a list there is no place on the canvas to be at, and a phone has no room for one.
  const at = layout.outline.peek() || layout.narrow.peek() ? undefined : wanted;
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const id = useId();
  const all = find(query);
  const choices = all.slice(0, SHOWN);
  const current = choices[Math.min(marked, choices.length - 1)];
  useLayoutEffect(() => {
    box.current?.showPopover();
    input.current?.focus({ preventScroll: true });
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) onClose(false);
    };
    document.addEventListener("pointerdown", onPress, true);
    return () => document.removeEventListener("pointerdown", onPress, true);
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current?.key]);
  const choose = (choice: Choice | undefined) => {
    if (!choice || choice.disabled) return;
    onClose(true);
    choice.choose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = choices.length - 1;
    const next = {
      ArrowDown: marked >= last ? 0 : marked + 1,
      ArrowUp: marked <= 0 ? last : marked - 1,
      PageDown: Math.min(last, marked + 8),
      PageUp: Math.max(0, marked - 8),
    }[event.key];
    if (next !== undefined) setMarked(next);
    else if (event.key === "Enter" && !event.isComposing) choose(current);
    else if (event.key === "Tab") onLeave();
    else if (event.key === "Escape") onClose(false);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      popover="manual"
      role="dialog"
      class={at ? "picker picker-placed" : "picker"}
      aria-label={label}
      style={at && place(at)}
    >
      <div class="picker-box">
        <div class="picker-search">
          <Icon of={search} size={15} />
          <input
            class="picker-input"
            role="combobox"
            aria-label={label}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={current ? `${id}-${current.key}` : undefined}
            aria-autocomplete="list"
            placeholder={placeholder}
            autoComplete="off"
            spellcheck={false}
            ref={input}
            value={query}
            onInput={({ currentTarget }) => {
              setQuery(currentTarget.value);
              setMarked(0);
            }}
            onKeyDown={onKeyDown}
          />
          {/* On a phone nothing is beside it that could be pressed instead, and no key is Escape. */}
          {layout.narrow.value && (
            <IconButton
              label="Close"
              icon={x}
              onClick={() => onClose(false)}
            />
          )}
        </div>
        {choices.length === 0
          ? <p class="picker-empty">{empty}</p>
          : (
            <ul ref={list} id={`${id}-list`} class="picker-list" role="listbox" aria-label={label}>
              {choices.map((choice, index) => (
                <Option
                  key={choice.key}
                  id={`${id}-${choice.key}`}
                  choice={choice}
                  heading={choice.heading !== choices[index - 1]?.heading
                    ? choice.heading
                    : undefined}
                  selected={choice === current}
                  onMark={() => setMarked(index)}
                  onChoose={() => choose(choice)}
                />
              ))}
            </ul>
          )}
        <p class="picker-about">
          {current?.description ||
            (all.length > SHOWN ? `${all.length - SHOWN} more: type to narrow them.` : "")}
        </p>
        <p class="picker-keys" aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> {action} <kbd>Esc</kbd> close
        </p>
        <p class="visually-hidden" role="status">
          {all.length === 1 ? "1 result" : `${all.length} results`}
        </p>
      </div>
    </div>
  );
}

function Option({ id, choice, heading, selected, onMark, onChoose }: {
  id: string;
  choice: Choice;
  heading: string | undefined;
  selected: boolean;
  onMark(): void;
  onChoose(): void;
}) {
  const { title, detail, hint, icon, look = "", disabled = false } = choice;
  return (
    <>
      {heading && <li class="picker-heading" role="presentation">{heading}</li>}
      <li
        id={id}
        class={`picker-option ${look}`}
        role="option"
        aria-selected={flag(selected)}
        aria-disabled={flag(disabled)}
        onPointerMove={onMark}
        onClick={onChoose}
      >
        {icon && (
          <span class="picker-icon">
            <Icon of={icon} size={14} />
          </span>
        )}
        <span class="picker-title">
          {title}
          {detail && <span class="picker-detail">{detail}</span>}
        </span>
        {hint && <span class="picker-hint">{hint}</span>}
      </li>
    </>
  );
}

/** Below and right of a place of the page, or as near as it fits. */
function place({ x, y }: XYPosition) {
  const { width, height, gap } = SIZE;
  const left = Math.max(gap, Math.min(x, innerWidth - width - gap));
  const top = Math.max(gap, Math.min(y, innerHeight - height - gap));
  return { left: `${left}px`, top: `${top}px`, width: `${width}px` };
}
