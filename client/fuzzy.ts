import UFuzzy from "@leeoniya/ufuzzy";

/** What something is found by. */
export interface Searchable {
  /** What it is called, where several ways then each of them: names that match come first. */
  name: string | readonly string[];
  /** What else is said of it. */
  text: string;
}

/**
 * Prepares a search over many things; the search gives the places of those that match, best first. A letter may be
 * missing, wrong or swapped. What is named so comes before what only mentions it.
 */
export function createFuzzy(things: readonly Searchable[]): (query: string) => number[] {
  const fuzzy = new UFuzzy({ intraMode: 1, interLft: 0 });
  const names = things.map(({ name }) =>
    (typeof name === "string" ? [name] : name).map(spoken).join(" ")
  );
  const texts = things.map(({ text }, index) => `${names[index]} ${text}`);
  return (query) => {
    const needle = query.trim();
    const find = (haystack: string[]): number[] => {
      const [indexes, info, order] = fuzzy.search(haystack, needle, 1);
      return info && order ? order.map((place) => info.idx[place]) : indexes ?? [];
    };
    return [...new Set([...find(names), ...find(texts)])];
  };
}

/** A name in the ways in which one may type it: `at_index at index atindex`. */
function spoken(name: string): string {
  const words = name.replaceAll("_", " ").replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  return [...new Set([name, words, words.replaceAll(" ", "")])].join(" ");
}
