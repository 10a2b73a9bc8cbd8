import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { readJson, type TextStorage, writeJson } from "./storage.ts";

/** Panels that fold and stay as the user left them. */
const PANELS = ["library", "status", "properties", "data", "outline"] as const;
/** See {@link PANELS}. */
export type Panel = typeof PANELS[number];

/**
 * What the user can make larger, in pixels as it is at first: the widths of the library, of the run and of the
 * properties over the canvas, the height of the data, and that of the properties above the run (0: as high as what is
 * in them). The style sheet keeps them within what the window has room for.
 */
export const USUAL_SIZES = {
  library: 260,
  status: 400,
  properties: 320,
  above: 0,
  data: 300,
} as const;
/** See {@link USUAL_SIZES}. */
export type Sized = keyof typeof USUAL_SIZES;
const SIZED = Object.keys(USUAL_SIZES) as Sized[];
/** Pixels by what has them. */
export type Sizes = Readonly<Record<Sized, number>>;

/** What is kept of a layout, as JSON. */
export interface KeptLayout {
  readonly panels: Readonly<Record<Panel, boolean>>;
  readonly sizes: Sizes;
  readonly folded: readonly string[];
}

/** Which parts of the page are open, and how large. */
export interface LayoutModel {
  readonly library: ReadonlySignal<boolean>;
  readonly status: ReadonlySignal<boolean>;
  /** Whether the properties of the selected node are unfolded. */
  readonly properties: ReadonlySignal<boolean>;
  /** The panel below the canvas: the values of a node, and the runs. */
  readonly data: ReadonlySignal<boolean>;
  /** The graph as a list, in the place of the canvas. */
  readonly outline: ReadonlySignal<boolean>;
  /** Whether the page is as narrow as a phone: panels lie over it one at a time, and nothing of them is kept. */
  readonly narrow: ReadonlySignal<boolean>;
  readonly sizes: ReadonlySignal<Sizes>;
  readonly settings: ReadonlySignal<boolean>;
  /** Pixels at the right of the canvas that the properties cover while a node is selected. */
  readonly covered: ReadonlySignal<number>;
  /** Sections of the library that are folded, by their key. */
  readonly folded: ReadonlySignal<ReadonlySet<string>>;
  /** Takes what the browser has kept. Mostly that is what the server has rendered already. */
  restore(): void;
  setPanel(panel: Panel, open: boolean): void;
  /** Says whether the page is narrow. */
  setNarrow(narrow: boolean): void;
  setSettings(open: boolean): void;
  /** Sets a size, within what is of use; what is no number sets the usual one. */
  setSize(which: Sized, pixels: number): void;
  toggleSection(key: string): void;
}

/** What a layout is kept under. */
export const LAYOUT_KEY = "psynapse.layout";
const AT_FIRST: Readonly<Record<Panel, boolean>> = {
  library: true,
  status: false,
  properties: true,
  data: false,
  outline: false,
};
/** Of a narrow page: the list alone. */
const NARROW: typeof AT_FIRST = { ...AT_FIRST, library: false, properties: false, outline: true };
/** Margins of the properties where they float over the canvas: as the style sheet has them. */
const PROPERTIES_MARGINS = 24;
/** Beyond these no panel is of use on any window. */
const LEAST_SIZE = 120;
const MOST_SIZE = 4000;

/** Makes a {@link LayoutModel} as the server has rendered it: for a first visitor, where nothing says otherwise. */
export function createLayout(
  storage: TextStorage,
  rendered: KeptLayout = parseLayout(undefined),
): LayoutModel {
  const narrow = signal(false);
  const [wide, phone] = [signal(rendered.panels), signal(NARROW)];
  const isOpen = (panel: Panel) => computed(() => (narrow.value ? phone : wide).value[panel]);
  const panels = {
    library: isOpen("library"),
    status: isOpen("status"),
    properties: isOpen("properties"),
    data: isOpen("data"),
    outline: isOpen("outline"),
  } satisfies Record<Panel, ReadonlySignal<boolean>>;
  const settings = signal(false);
  const sizes = signal(rendered.sizes);
  const folded = signal<ReadonlySet<string>>(new Set(rendered.folded));
  const keep = () => {
    writeJson(storage, LAYOUT_KEY, {
      ...wide.value,
      sizes: sizes.value,
      folded: [...folded.value],
    });
  };
  return {
    ...panels,
    narrow,
    settings,
    sizes,
    covered: computed(() =>
      panels.properties.value && !panels.status.value && !narrow.value
        ? sizes.value.properties + PROPERTIES_MARGINS
        : 0
    ),
    folded,
    restore() {
      const kept = readJson(storage, LAYOUT_KEY);
      if (kept === undefined) return;
      const layout = parseLayout(kept);
      batch(() => {
        wide.value = layout.panels;
        sizes.value = layout.sizes;
        folded.value = new Set(layout.folded);
      });
      // Once more, so that the server goes on knowing it.
      keep();
    },
    setPanel(panel, open) {
      if (!narrow.value) {
        wide.value = { ...wide.value, [panel]: open };
        return keep();
      }
      const { outline } = phone.value;
      phone.value = { ...NARROW, outline, [panel]: open };
    },
    setNarrow(is) {
      narrow.value = is;
    },
    setSettings(open) {
      settings.value = open;
    },
    setSize(which, pixels) {
      sizes.value = { ...sizes.value, [which]: boundedSize(which, pixels) };
      keep();
    },
    toggleSection(key) {
      const next = new Set(folded.value);
      if (!next.delete(key)) next.add(key);
      folded.value = next;
      keep();
    },
  };
}

function boundedSize(which: Sized, pixels: unknown): number {
  const usual = USUAL_SIZES[which];
  if (typeof pixels !== "number" || !Number.isFinite(pixels) || pixels === usual) return usual;
  return Math.round(Math.min(MOST_SIZE, Math.max(LEAST_SIZE, pixels)));
}

/** A layout from what was kept of one; for each part that is missing or none, as for a first visitor. */
export function parseLayout(kept: unknown): KeptLayout {
  const fields = fieldsOf(kept);
  const sizes = fieldsOf(fields.get("sizes"));
  const isOpen = (panel: Panel): boolean => {
    const open = fields.get(panel);
    return typeof open === "boolean" ? open : AT_FIRST[panel];
  };
  const size = (which: Sized): number => boundedSize(which, sizes.get(which));
  const folded = fields.get("folded");
  return {
    panels: Object.fromEntries(PANELS.map((panel) => [panel, isOpen(panel)])) as typeof AT_FIRST,
    sizes: Object.fromEntries(SIZED.map((which) => [which, size(which)])) as Sizes,
    folded: Array.isArray(folded) ? folded.filter((key) => typeof key === "string") : [],
  };
}

function fieldsOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
