import { type Theme, THEME_NAMES, THEMES } from "../models/theme.ts";
import { type Action, always } from "./action.ts";

/** How the page looks. */
export const THEME_ACTIONS: readonly Action[] = THEMES.map(toTheme);

function toTheme(which: Theme): Action {
  return {
    ...{ id: `view.theme_${which}`, group: "View", name: `Theme: ${THEME_NAMES[which]}` },
    detail: ({ theme }) => theme.chosen.value === which ? "now" : undefined,
    ...(which === "system" ? { help: "Light or dark, as the device is." } : {}),
    isEnabled: always,
    run: ({ theme }) => theme.choose(which),
  };
}
