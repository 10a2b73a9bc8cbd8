import type { ComponentChildren, JSX, Ref } from "preact";
import { Icon, type IconShape } from "./Icon.tsx";

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "icon" | "ref"> & {
  /** `primary` once per area, `danger` for what stops or destroys, `quiet` without a border. */
  look?: "primary" | "danger" | "plain" | "quiet";
  icon?: IconShape;
  /** Keys that do the same, for the tooltip: `Ctrl+S`. */
  shortcut?: string;
  buttonRef?: Ref<HTMLButtonElement>;
  children?: ComponentChildren;
};

/** A button with a word on it, and an icon before it where one helps. */
export function Button(props: ButtonProps) {
  const { look = "plain", icon, shortcut, title, buttonRef, class: extra = "", children, ...rest } =
    props;
  return (
    <button
      type="button"
      ref={buttonRef}
      class={`button button-${look} ${extra}`}
      title={withShortcut(title, shortcut)}
      {...rest}
    >
      {icon && <Icon of={icon} />}
      {children !== undefined && <span class="button-label">{children}</span>}
    </button>
  );
}

/** A button that shows an icon alone. `label` is its name, and its tooltip. */
export function IconButton(
  { label, icon, shortcut, look = "quiet", size = 16, buttonRef, class: extra = "", ...rest }:
    & Omit<ButtonProps, "label" | "icon" | "children">
    & { label: string; icon: IconShape; size?: number },
) {
  return (
    <button
      type="button"
      ref={buttonRef}
      class={`button button-icon button-${look} ${extra}`}
      aria-label={label}
      title={withShortcut(label, shortcut)}
      {...rest}
    >
      <Icon of={icon} size={size} />
    </button>
  );
}

function withShortcut(title: ButtonProps["title"], shortcut: string | undefined) {
  if (shortcut === undefined) return title;
  return typeof title === "string" ? `${title} (${shortcut})` : shortcut;
}
