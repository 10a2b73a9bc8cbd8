import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { readJson, type TextStorage, writeJson } from "./storage.ts";

/** Panels that fold and stay as the user left them. */
const PANELS = ["library", "status", "properties", "data", "outline"] as const;
/** See {@link PANELS}. */
export type Panel = typeof PANELS[number];

/** Which parts of the page are open. */
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
  /** Its height in pixels. */
  readonly dataHeight: ReadonlySignal<number>;
  readonly settings: ReadonlySignal<boolean>;
  /** Pixels at the right of the canvas that the properties cover while a node is selected. */
  readonly covered: ReadonlySignal<number>;
  /** Sections of the library that are folded, by their key. */
  readonly folded: ReadonlySignal<ReadonlySet<string>>;
  /** Opens and folds as the user left it. Not done at first, because the server renders the page without knowing. */
  restore(): void;
  setPanel(panel: Panel, open: boolean): void;
  /** Says whether the page is narrow. */
  setNarrow(narrow: boolean): void;
  setSettings(open: boolean): void;
  /** Sets the height of the data panel, within what is of use. */
  setDataHeight(pixels: number): void;
  toggleSection(key: string): void;
}

const KEY = "psynapse.layout";
/** Width of the properties where they float over the canvas, with their margins: as the style sheet has it. */
const PROPERTIES_WIDTH = 344;
const AT_FIRST: Readonly<Record<Panel, boolean>> = {
  library: true,
  status: false,
  properties: true,
  data: false,
  outline: false,
};
/** Of a narrow page: the list alone. */
const NARROW: typeof AT_FIRST = { ...AT_FIRST, library: false, properties: false, outline: true };
/** Pixels of the data panel. */
export const DATA_HEIGHT = { usual: 300, least: 140, most: 1200 } as const;

/** Makes a {@link LayoutModel} as it is for somebody who comes for the first time. */
export function createLayout(storage: TextStorage): LayoutModel {
  const narrow = signal(false);
  const [wide, phone] = [signal(AT_FIRST), signal(NARROW)];
  const isOpen = (panel: Panel) => computed(() => (narrow.value ? phone : wide).value[panel]);
  const panels = {
    library: isOpen("library"),
    status: isOpen("status"),
    properties: isOpen("properties"),
    data: isOpen("data"),
    outline: isOpen("outline"),
  } satisfies Record<Panel, ReadonlySignal<boolean>>;
  const settings = signal(false);
  const dataHeight = signal<number>(DATA_HEIGHT.usual);
  const folded = signal<ReadonlySet<string>>(new Set());
  const keep = () => {
    writeJson(storage, KEY, {
      ...wide.value,
      dataHeight: dataHeight.value,
      folded: [...folded.value],
    });
  };
  return {
    ...panels,
    narrow,
    settings,
    dataHeight,
    covered: computed(() =>
      panels.properties.value && !panels.status.value && !narrow.value ? PROPERTIES_WIDTH : 0
    ),
    folded,
    restore() {
      const kept = parseLayout(readJson(storage, KEY));
      batch(() => {
        wide.value = kept.panels;
        dataHeight.value = kept.dataHeight;
        folded.value = new Set(kept.folded);
      });
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
    setDataHeight(pixels) {
      dataHeight.value = boundedHeight(pixels);
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

function boundedHeight(pixels: unknown): number {
  if (typeof pixels !== "number" || !Number.isFinite(pixels)) return DATA_HEIGHT.usual;
  return Math.round(Math.min(DATA_HEIGHT.most, Math.max(DATA_HEIGHT.least, pixels)));
}

function parseLayout(
  kept: unknown,
): { panels: Record<Panel, boolean>; dataHeight: number; folded: string[] } {
  const fields = new Map(typeof kept === "object" && kept !== null ? Object.entries(kept) : []);
  const isOpen = (panel: Panel): boolean => {
    const open: unknown = fields.get(panel);
    return typeof open === "boolean" ? open : AT_FIRST[panel];
  };
  const folded: unknown = fields.get("folded");
  return {
    panels: Object.fromEntries(PANELS.map((panel) => [panel, isOpen(panel)])) as typeof AT_FIRST,
    dataHeight: boundedHeight(fields.get("dataHeight")),
    folded: Array.isArray(folded) ? folded.filter((key) => typeof key === "string") : [],
  };
}
