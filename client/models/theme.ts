import { type ReadonlySignal, signal } from "@preact/signals";
import type { TextStorage } from "./storage.ts";

/** What a user can choose: the colours of the device, or always the same. */
export const THEMES = ["system", "light", "dark"] as const;
/** See {@link THEMES}. */
export type Theme = typeof THEMES[number];

/** Names of the themes, for people. */
export const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: "System",
  light: "Light",
  dark: "Dark",
};

/** When what is for the dark alone holds (`dark.css`, a colour for the browser's own bars), as a media query. */
export const DARK_MEDIA: Readonly<Record<Theme, string>> = {
  system: "(prefers-color-scheme: dark)",
  light: "not all",
  dark: "all",
};

/** The ground of the toolbar, `--color-surface`: browsers colour their own bars with it. */
export const BAR_COLORS = { light: "#ffffff", dark: "#181c24" } as const;

/** Whether the page is light or dark. */
export interface ThemeModel {
  readonly chosen: ReadonlySignal<Theme>;
  /**
   * Whether it is dark now. It changes when the style sheets have: what draws with colours of the page draws again then.
   */
  readonly isDark: ReadonlySignal<boolean>;
  choose(theme: Theme): void;
  /** Takes what is kept: another tab may have written it. */
  restore(): void;
  /** What `isDark` is; for the one who changes the page (`followTheme()`). */
  show(dark: boolean): void;
}

/** What the choice is kept under. */
export const THEME_KEY = "psynapse.theme";

/** Makes a {@link ThemeModel}, with what the server has rendered. */
export function createTheme(storage: TextStorage, rendered: Theme = "system"): ThemeModel {
  const chosen = signal(rendered);
  const isDark = signal(rendered === "dark");
  const choose = (theme: Theme) => {
    chosen.value = theme;
    try {
      storage.setItem(THEME_KEY, theme);
    } catch {
      // Storage is full or forbidden: it holds for as long as the page is open.
    }
  };
  return {
    chosen,
    isDark,
    choose,
    restore() {
      let kept: string | null = null;
      try {
        kept = storage.getItem(THEME_KEY);
      } catch {
        // Reading is forbidden: the same as nothing kept.
      }
      // Kept once more, so that the server goes on knowing it.
      if (kept !== null) choose(parseTheme(kept));
    },
    show(dark) {
      isDark.value = dark;
    },
  };
}

/** A theme that was kept; the system's for what is none. */
export function parseTheme(kept: unknown): Theme {
  return THEMES.find((theme) => theme === kept) ?? "system";
}
