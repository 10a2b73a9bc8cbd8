import UFuzzy from "@leeoniya/ufuzzy";
import type { LibraryItem, LibrarySection } from "./library_items.ts";

/** Finds items by name, pack and description, best first. A letter may be missing, wrong or swapped. */
export function searchLibrary(sections: readonly LibrarySection[], query: string): LibraryItem[] {
  const entries = sections.flatMap(({ title, items }) => items.map((item) => ({ item, title })));
  const fuzzy = new UFuzzy({ intraMode: 1, interLft: 0 });
  const needle = query.trim();
  const find = (haystack: string[]): number[] => {
    const [indexes, info, order] = fuzzy.search(haystack, needle, 1);
    return info && order ? order.map((place) => info.idx[place]) : indexes ?? [];
  };
  // What is named so comes before what only mentions it.
  const byName = find(entries.map(({ item }) => spoken(item.name)));
  const byText = find(
    entries.map(({ item, title }) => `${spoken(item.name)} ${title} ${item.description}`),
  );
  return [...new Set([...byName, ...byText])].map((index) => entries[index].item);
}

/** A name in the ways in which one may type it: `at_index at index atindex`. */
function spoken(name: string): string {
  const words = name.replaceAll("_", " ").replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  return [...new Set([name, words, words.replaceAll(" ", "")])].join(" ");
}
