import { effect } from "@preact/signals";
import { DARK_MEDIA, THEME_KEY, type ThemeModel } from "./models/theme.ts";

/** What holds in the dark alone, as `routes/_app.tsx` renders it. */
const DARK_PARTS = "link[data-dark], meta[data-dark]";

/**
 * Shows the chosen theme, and follows the device and other tabs from then on; the returned function ends that. Before
 * that the page is as the server has rendered it.
 */
export function followTheme(theme: ThemeModel): () => void {
  const device = matchMedia(DARK_MEDIA.system);
  const show = () => {
    const chosen = theme.chosen.value;
    for (const part of document.querySelectorAll<HTMLLinkElement>(DARK_PARTS)) {
      part.media = DARK_MEDIA[chosen];
    }
    document.documentElement.dataset.theme = chosen;
    theme.show(chosen === "system" ? device.matches : chosen === "dark");
  };
  const onKept = ({ key }: StorageEvent) => {
    // Without a key: all that was kept is gone.
    if (key === THEME_KEY || key === null) theme.restore();
  };
  theme.restore();
  const end = effect(show);
  device.addEventListener("change", show);
  globalThis.addEventListener("storage", onKept);
  return () => {
    end();
    device.removeEventListener("change", show);
    globalThis.removeEventListener("storage", onKept);
  };
}
