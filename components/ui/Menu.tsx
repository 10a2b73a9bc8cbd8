import { type ComponentChildren, createContext, type RefObject } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";

const CloseMenu = createContext<() => void>(() => {});

/**
 * A menu below its button. Arrow keys move in it; Escape, Tab, a choice or a press elsewhere closes it,
 * and the focus goes back to the button unless it is elsewhere already.
 */
export function Menu({ label, anchor, onClose, children }: {
  label: string;
  /** The button that opens it. */
  anchor: RefObject<HTMLElement>;
  onClose(): void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = ref.current;
    items(menu)[0]?.focus();
    const onPress = ({ target }: Event) => {
      if (!(target instanceof Node) || menu?.contains(target)) return;
      // A press on the button closes the menu by itself.
      if (!anchor.current?.contains(target)) onClose();
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
        class="menu"
        role="menu"
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key === "Escape" || event.key === "Tab") {
            if (event.key === "Escape") event.preventDefault();
            close();
          } else if (moveFocus(event.key, items(ref.current))) event.preventDefault();
        }}
      >
        {children}
      </div>
    </CloseMenu.Provider>
  );
}

/** One thing to choose in a menu. */
export function MenuItem({ onChoose, children }: {
  onChoose(): void;
  children: ComponentChildren;
}) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close();
        onChoose();
      }}
    >
      {children}
    </button>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

/** Moves the focus among `elements` as an arrow key, Home or End asks; says whether the key is one of those. */
export function moveFocus(key: string, elements: readonly HTMLElement[]): boolean {
  const at = elements.findIndex((element) => element === document.activeElement);
  const last = elements.length - 1;
  const next = {
    ArrowDown: at === last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  }[key];
  if (next === undefined) return false;
  elements[next]?.focus();
  elements[next]?.scrollIntoView({ block: "nearest" });
  return true;
}
