import { type ComponentChildren, createContext, type RefObject } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { moveFocus } from "./move_focus.ts";

const CloseMenu = createContext<() => void>(() => {});

/**
 * A menu below its button. Arrow keys move in it; Escape, Tab, a choice or a press elsewhere closes it,
 * and the focus goes back to the button unless it is elsewhere already.
 */
export function Menu({ label, anchor, at, onClose, children }: {
  label: string;
  /** The button that opens it, or what had the focus. */
  anchor: RefObject<HTMLElement | null>;
  /** A place of the page: it opens there, and not below its button. */
  at?: { x: number; y: number };
  onClose(): void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = ref.current;
    if (menu && at) keepOnPage(menu, at);
    items(menu)[0]?.focus({ preventScroll: true });
    const onPress = ({ target }: Event) => {
      if (!(target instanceof Node) || menu?.contains(target)) return;
      // A press on the button closes the menu by itself.
      if (at || !anchor.current?.contains(target)) onClose();
    };
    document.addEventListener("pointerdown", onPress, true);
    return () => {
      document.removeEventListener("pointerdown", onPress, true);
    };
  }, []);
  const close = () => {
    anchor.current?.focus();
    onClose();
  };
  return (
    <CloseMenu.Provider value={close}>
      <div
        ref={ref}
        class={at ? "menu menu-placed" : "menu"}
        role="menu"
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key === "Escape" || event.key === "Tab") {
            if (event.key === "Escape") event.preventDefault();
            close();
          } else if (
            moveFocus(event.key, items(ref.current)) || moveToLetter(event, items(ref.current))
          ) event.preventDefault();
        }}
      >
        {children}
      </div>
    </CloseMenu.Provider>
  );
}

/** One thing to choose in a menu. */
export function MenuItem({ onChoose, disabled = false, children }: {
  onChoose(): void;
  /** It is shown, and cannot be chosen. */
  disabled?: boolean;
  children: ComponentChildren;
}) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled ? "true" : undefined}
      onClick={() => {
        if (disabled) return;
        close();
        onChoose();
      }}
    >
      {children}
    </button>
  );
}

/** What stands in an item: its name, and its keys at the right. */
export function MenuLine({ name, keys }: { name: string; keys: ComponentChildren }) {
  return (
    <span class="menu-line">
      {name}
      <span class="menu-count">{keys}</span>
    </span>
  );
}

/** Opens to the other side where there is no room. */
function keepOnPage(menu: HTMLElement, at: { x: number; y: number }): void {
  const { width, height } = menu.getBoundingClientRect();
  const left = at.x + width > innerWidth - 8 ? Math.max(8, at.x - width) : at.x;
  const top = Math.max(8, Math.min(at.y, innerHeight - height - 8));
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

/** Moves the focus to the next item that begins with the letter that was pressed. */
function moveToLetter(event: KeyboardEvent, elements: readonly HTMLElement[]): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return false;
  const at = elements.findIndex((element) => element === document.activeElement);
  const next = [...elements.slice(at + 1), ...elements.slice(0, at + 1)].find((element) =>
    element.textContent?.trim().toLowerCase().startsWith(key.toLowerCase())
  );
  next?.focus();
  return next !== undefined;
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}
