import { currentPage } from "./page_render.ts";

/** Query parameter that carries the build id; such a URL may be cached for ever. */
export const CACHE_KEY = "__frsh_c";

/**
 * Names the current build in the URL of a static file, so that it may be cached for ever. Outside the
 * rendering of a page on the server there is no build to name, and the URL stays as it is.
 *
 * @param path URL path of a file under `static/`: `/styles.css`
 */
export function asset(path: string): string {
  const buildId = currentPage()?.snapshot?.buildId;
  if (buildId === undefined || !path.startsWith("/") || /[?#]/.test(path)) return path;
  return `${path}?${CACHE_KEY}=${buildId}`;
}
