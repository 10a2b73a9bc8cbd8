import type { EditorNodeType } from "../../../client/flow.ts";
import type { Palette } from "../../../client/overview/paint.ts";
import { VALUE_TYPES } from "../../../engine/core/schema.ts";

/** Names of the tokens that have each kind's colours. */
const KINDS = {
  functionNode: "--node-function",
  variableNode: "--node-variable",
  listNode: "--node-list",
  viewNode: "--node-view",
  noteNode: "--paper-yellow",
  groupNode: "--status-skipped",
} as const satisfies Record<EditorNodeType, string>;

const PAPERS = {
  yellow: "--paper-yellow",
  blue: "--node-function",
  green: "--node-view",
  orange: "--node-list",
  purple: "--node-variable",
  grey: "--status-skipped",
} as const;

const STATES = [
  "executing",
  "progress",
  "streaming",
  "completed",
  "error",
  "skipped",
  "stopped",
] as const;

/** Asks the page for its colours as they are now: light, dark, or those that the system forces. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const font = token("--font-sans");
  if (matchMedia("(forced-colors: active)").matches) return forcedPalette(font);
  return {
    font,
    surface: token("--color-surface"),
    text: token("--color-text"),
    accent: token("--color-accent"),
    danger: token("--color-danger"),
    edge: token("--color-border-strong"),
    kinds: mapped(KINDS, token),
    grounds: mapped(KINDS, (name) => token(`${name}-ground`)),
    papers: mapped(PAPERS, token),
    states: Object.fromEntries(STATES.map((state) => [state, token(`--status-${state}`)])),
    types: Object.fromEntries(
      VALUE_TYPES.map((type) => [type, token(`--type-${type.toLowerCase()}`)]),
    ),
  };
}

function forcedPalette(font: string): Palette {
  const text = () => "CanvasText";
  return {
    ...{ font, surface: "Canvas", text: "CanvasText", edge: "CanvasText" },
    ...{ accent: "Highlight", danger: "LinkText" },
    kinds: mapped(KINDS, text),
    grounds: mapped(KINDS, () => "Canvas"),
    papers: mapped(PAPERS, text),
    states: Object.fromEntries(STATES.map((state) => [state, "Highlight"])),
    types: {},
  };
}

function mapped<Key extends string>(
  names: Readonly<Record<Key, string>>,
  color: (name: string) => string,
): Record<Key, string> {
  const all = Object.entries<string>(names).map(([key, name]) => [key, color(name)]);
  return Object.fromEntries(all) as Record<Key, string>;
}
