const WORDS = new Intl.Segmenter("en", { granularity: "word" });
const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });
const CHARACTERS = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The words of a text by the rules of Unicode: "don't" is one, numbers are too, punctuation is none. */
export function words(text: string): string[] {
  return Array.from(WORDS.segment(text)).filter((part) => part.isWordLike).map((part) =>
    part.segment
  );
}

/** The sentences of a text, without the blanks between them. A line break does not end one. */
export function sentences(text: string): string[] {
  // Lines of a paragraph are joined first: Unicode's rules take each line for a sentence.
  return paragraphs(text).flatMap((paragraph) => {
    const oneLine = paragraph.replaceAll(/\s+/g, " ");
    return Array.from(SENTENCES.segment(oneLine), (part) => part.segment.trim());
  }).filter((sentence) => sentence !== "");
}

/** The paragraphs of a text: what stands between empty lines. */
export function paragraphs(text: string): string[] {
  return text.split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/).map((part) => part.trim()).filter((part) =>
    part !== ""
  );
}

/** The lines of a text; a line break at the end begins no further one. */
export function lines(text: string): string[] {
  const all = text.split(/\r\n|\n|\r/);
  if (all.at(-1) === "") all.pop();
  return all;
}

/** The characters of a text as a reader counts them: an emoji or a letter with its accents is one. */
export function characters(text: string): string[] {
  return Array.from(CHARACTERS.segment(text), (part) => part.segment);
}

/** A word and how often it occurs. */
export interface WordCount {
  word: string;
  count: number;
}

/** How often each word occurs, upper and lower case alike: the most frequent first, then by alphabet. */
export function countWords(all: readonly string[]): WordCount[] {
  const counts = new Map<string, number>();
  for (const word of all) {
    const key = word.toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Array.from(counts, ([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
