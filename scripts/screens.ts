/**
 * The pictures of the editor: their files and what they show. Apart from what makes them, because docs/editor.md is
 * written from this.
 *
 * @module
 */

/** A screen of the editor, in light and dark. */
export interface Screen {
  /** `screen-<name>-light.png` */
  readonly name: string;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
}

/** The pictures, in the order in which docs/editor.md shows them. The first is the README's too. */
export const SCREENS = [
  { name: "run", alt: "A graph after a run: each node with its value, and its card in the run" },
  { name: "data", alt: "The values of a node as a table below the canvas" },
  { name: "outline", alt: "The same graph as a list, in the order in which it runs" },
  { name: "palette", alt: "The palette with the actions that “theme” finds" },
  { name: "templates", alt: "Templates with pictures of their graphs" },
  { name: "settings", alt: "The settings: theme, notifications, environment variables" },
  { name: "phone", alt: "The outline on a phone, with a bar for the panels" },
] as const satisfies readonly Screen[];

/** Schemes in which each screen is shown. */
export const SCHEMES = ["light", "dark"] as const;

/** The file of a screen's picture. */
export function pictureFile(name: string, scheme: typeof SCHEMES[number]): string {
  return `screen-${name}-${scheme}.png`;
}
