import type { Snapshot } from "./snapshot.ts";

/** One island as it was rendered, in the order of the page. */
export interface RenderedIsland {
  chunk: string;
  exportName: string;
  /** Its props, which are plain JSON. */
  props: Record<string, unknown>;
}

/** What one page's rendering leaves behind. */
export interface PageRender {
  nonce: string;
  snapshot: Snapshot | null;
  islands: RenderedIsland[];
  /** URLs of browser modules that the page needs. */
  preload: Set<string>;
}

// preact-render-to-string renders synchronously, so one page at a time is all there can be.
let current: PageRender | null = null;

/** The page that is being rendered; null between pages, and in the browser. */
export function currentPage(): PageRender | null {
  return current;
}

/** Renders a page. `render` must be synchronous. */
export function withPageRender<T>(page: PageRender, render: () => T): T {
  const before = current;
  current = page;
  try {
    return render();
  } finally {
    current = before;
  }
}
