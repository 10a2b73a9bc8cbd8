/**
 * Hydrates the islands of a page. This is the entry of every page's browser code.
 *
 * @module
 */
import { type ComponentType, h, hydrate } from "preact";
import { islandRoot } from "./island_root.ts";

interface IslandData {
  chunk: string;
  exportName: string;
  props: Record<string, unknown>;
}

/** Finds the comments around each island, loads its module and hydrates it. */
async function boot(): Promise<void> {
  const data = document.getElementById("fresh-islands")?.textContent;
  if (!data) return;
  const islands: IslandData[] = JSON.parse(data);
  const starts = findStarts();
  await Promise.all(islands.map(async ({ chunk, exportName, props }, index) => {
    const start = starts.get(`island:${index}`);
    if (start === undefined) throw new Error(`The page has no island ${index} (${exportName}).`);
    const mod: Record<string, ComponentType<Record<string, unknown>>> = await import(chunk);
    const root = islandRoot(start, `/island:${index}`);
    hydrate(h(mod[exportName], props), root);
  }));
}

function findStarts(): Map<string, Comment> {
  const starts = new Map<string, Comment>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Comment) starts.set(node.data, node);
  }
  return starts;
}

boot();
