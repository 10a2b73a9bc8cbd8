import { h } from "preact";

/**
 * The shape of an icon as `lucide` has it: elements with their attributes. Import single ones, because
 * the package's front door loads all of them:
 *
 *     import play from "lucide/dist/esm/icons/play.mjs";
 */
export type IconShape = readonly (readonly (string | object)[])[];

/** An icon in the colour of the text around it. It says nothing to screen readers: what it is on must. */
export function Icon({ of, size = 16, class: extra = "" }: {
  of: IconShape;
  /** Width and height in pixels. */
  size?: number;
  class?: string;
}) {
  return (
    <svg
      class={`icon ${extra}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {of.map(([tag, attributes], index) => h(String(tag), { key: index, ...Object(attributes) }))}
    </svg>
  );
}
