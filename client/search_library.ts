import { createFuzzy, type Searchable } from "./fuzzy.ts";
import type { LibraryItem, LibrarySection } from "./library_items.ts";

/** Finds items by name, pack, category and description, best first. A letter may be missing, wrong or swapped. */
export function searchLibrary(sections: readonly LibrarySection[], query: string): LibraryItem[] {
  const entries = sections.flatMap(({ title, items }) => items.map((item) => ({ item, title })));
  const find = createFuzzy(entries.map(({ item, title }) => searchableItem(item, title)));
  return find(query).map((index) => entries[index].item);
}

/** What an item of a pack is found by: its title and its op's name, and what is said of it. */
export function searchableItem(item: LibraryItem, pack: string): Searchable {
  const { name, op, description } = item;
  return {
    name: op && op.name !== name ? [name, op.name] : name,
    text: [pack, op?.category, description].filter(Boolean).join(" "),
  };
}
