import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { readJson, type TextStorage, writeJson } from "./storage.ts";

/** Panels that fold and stay as the user left them. */
const PANELS = ["library", "status", "properties", "data"] as const;
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
};
/** Pixels of the data panel. */
export const DATA_HEIGHT = { usual: 300, least: 140, most: 1200 } as const;

/** Makes a {@link LayoutModel} as it is for somebody who comes for the first time. */
export function createLayout(storage: TextStorage): LayoutModel {
  const panels = {
    library: signal(AT_FIRST.library),
    status: signal(AT_FIRST.status),
    properties: signal(AT_FIRST.properties),
    data: signal(AT_FIRST.data),
  } satisfies Record<Panel, ReadonlySignal<boolean>>;
  const settings = signal(false);
  const dataHeight = signal<number>(DATA_HEIGHT.usual);
  const folded = signal<ReadonlySet<string>>(new Set());
  const keep = () => {
    const open = Object.fromEntries(PANELS.map((panel) => [panel, panels[panel].value]));
    writeJson(storage, KEY, { ...open, dataHeight: dataHeight.value, folded: [...folded.value] });
  };
  return {
    ...panels,
    settings,
    dataHeight,
    covered: computed(() => panels.properties.value && !panels.status.value ? PROPERTIES_WIDTH : 0),
    folded,
    restore() {
      const kept = parseLayout(readJson(storage, KEY));
      batch(() => {
        for (const panel of PANELS) panels[panel].value = kept.panels[panel];
        dataHeight.value = kept.dataHeight;
        folded.value = new Set(kept.folded);
      });
    },
    setPanel(panel, open) {
      panels[panel].value = open;
      keep();
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
    panels: {
      library: isOpen("library"),
      status: isOpen("status"),
      properties: isOpen("properties"),
      data: isOpen("data"),
    },
    dataHeight: boundedHeight(fields.get("dataHeight")),
    folded: Array.isArray(folded) ? folded.filter((key) => typeof key === "string") : [],
  };
}
