import { type KeptLayout, LAYOUT_KEY, parseLayout } from "./layout.ts";
import { parseTheme, type Theme, THEME_KEY } from "./theme.ts";

/** How somebody left the page, as far as the server needs it to render the page so. Plain JSON. */
export interface Look {
  readonly theme: Theme;
  readonly layout: KeptLayout;
}

/**
 * The look that a browser's cookies tell (`withCookies()` writes them); a first visitor's for what they do not tell, or
 * what is no look.
 *
 * @param header the request's `Cookie`
 */
export function readLook(header: string | null): Look {
  const cookies = new Map(
    (header ?? "").split(";").map((pair): [string, string] => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
  return {
    theme: parseTheme(cookies.get(THEME_KEY)),
    layout: parseLayout(decodeJson(cookies.get(LAYOUT_KEY))),
  };
}

function decodeJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(decodeURIComponent(text));
  } catch {
    // Anybody on this host can write cookies: what is no layout counts as none.
    return undefined;
  }
}
