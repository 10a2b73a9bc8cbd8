/**
 * Takes texts apart, puts them together, and counts what is in them.
 *
 * @module
 */
import type { Int } from "psynapse";
import { changeWords, type TextCase } from "./_case.ts";
import { type Match, matches, regularExpression } from "./_pattern.ts";
import {
  characters,
  countWords,
  lines,
  paragraphs,
  sentences,
  type WordCount,
  words,
} from "./_words.ts";

/**
 * Counts the words, sentences and paragraphs of a text and lists its most frequent words.
 *
 * @param text The text to look at.
 * @param top How many of the most frequent words are listed.
 * @param shortest Words with fewer letters are not listed; they are counted all the same.
 * @example
 * word_statistics("The cat saw the dog.", 1)
 * // { words: 5, unique: 4, sentences: 1, paragraphs: 1, characters: 20, most_common: [{ word: "the", count: 2 }] }
 */
export function word_statistics(text: string, top: Int = 10, shortest: Int = 1): {
  words: Int;
  unique: Int;
  sentences: Int;
  paragraphs: Int;
  characters: Int;
  most_common: WordCount[];
} {
  const all = words(text);
  const counts = countWords(all);
  return {
    words: all.length,
    unique: counts.length,
    sentences: sentences(text).length,
    paragraphs: paragraphs(text).length,
    characters: characters(text).length,
    most_common: counts.filter(({ word }) => characters(word).length >= shortest).slice(
      0,
      Math.max(0, top),
    ),
  };
}

const UNITS = { lines, words, sentences, paragraphs, characters };

/**
 * Splits a text into its lines, words, sentences, paragraphs or characters.
 *
 * @param text The text to split.
 * @param unit What the parts are.
 * @example
 * split_text("One, two. Three!", "sentences") // ["One, two.", "Three!"]
 */
export function split_text(
  text: string,
  unit: "lines" | "words" | "sentences" | "paragraphs" | "characters" = "lines",
): string[] {
  return UNITS[unit](text);
}

/**
 * Splits a text wherever a separator stands.
 *
 * @param text The text to split.
 * @param separator What stands between the parts.
 * @param trim Whether blanks around the parts are taken away.
 * @example
 * split_at("a, b, c") // ["a", "b", "c"]
 */
export function split_at(text: string, separator = ",", trim = true): string[] {
  const parts = text.split(separator);
  return trim ? parts.map((part) => part.trim()) : parts;
}

/**
 * Joins the items of a list into one text. Items that are lists or objects become JSON.
 *
 * @param parts The items.
 * @param separator What is put between them.
 * @example
 * join_text(["a", "b"], " and ") // "a and b"
 */
export function join_text(parts: readonly unknown[], separator = ", "): string {
  return parts.map(asText).join(separator);
}

/**
 * Replaces a text within a text, wherever it occurs.
 *
 * @param text The text to change.
 * @param find What is looked for, letter by letter.
 * @param replacement What is put in its place.
 * @example
 * replace_text("one fish, two fish", "fish", "cat") // "one cat, two cat"
 */
export function replace_text(text: string, find: string, replacement = ""): string {
  // A function, so that `$&` and its like stand for themselves.
  return find === "" ? text : text.replaceAll(find, () => replacement);
}

/**
 * Finds everything in a text that fits a regular expression.
 *
 * @param text The text to search.
 * @param pattern A regular expression in JavaScript's form, without slashes.
 * @param ignore_case Whether upper and lower case are alike.
 * @returns What was found: the match, its place from 0, and its groups: those with names by name, else by number.
 * @example
 * find_pattern("born 1815, died 1852", "[0-9]{4}")
 * // [{ match: "1815", index: 5, groups: {} }, { match: "1852", index: 16, groups: {} }]
 */
export function find_pattern(text: string, pattern: string, ignore_case = false): Match[] {
  return matches(text, regularExpression(pattern, ignore_case));
}

/**
 * Replaces everything in a text that fits a regular expression.
 *
 * @param text The text to change.
 * @param pattern A regular expression in JavaScript's form, without slashes.
 * @param replacement What is put in its place; `$1` is the first group, `$<name>` the group of that name.
 * @param ignore_case Whether upper and lower case are alike.
 * @example
 * replace_pattern("2024-05-17", "(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1") // "17.05.2024"
 */
export function replace_pattern(
  text: string,
  pattern: string,
  replacement = "",
  ignore_case = false,
): string {
  return text.replaceAll(regularExpression(pattern, ignore_case), replacement);
}

/**
 * Writes a text in upper case, lower case, as a title, or as one name in the styles of programming languages.
 *
 * @param text The text to change.
 * @param style The style to write it in.
 * @example
 * change_case("the time machine", "title") // "The Time Machine"
 * @example
 * change_case("The time machine", "snake_case") // "the_time_machine"
 */
export function change_case(text: string, style: TextCase = "lower"): string {
  return changeWords(text, style);
}

/**
 * Shortens a text to a number of characters, with an ellipsis for what is left out.
 *
 * @param text The text to shorten.
 * @param length How many characters it may have, the ellipsis included.
 * @param ellipsis What is put at the end of a text that was shortened.
 * @example
 * shorten_text("The quick brown fox", 10) // "The quick…"
 */
export function shorten_text(text: string, length: Int = 80, ellipsis = "…"): string {
  const all = characters(text);
  if (all.length <= length) return text;
  const kept = Math.max(0, length - characters(ellipsis).length);
  return all.slice(0, kept).join("").trimEnd() + ellipsis;
}

/**
 * Puts values into a text: `{{ name }}` is replaced by the value of that name. Filters, conditions and loops of the Liquid
 * template language work too, such as `{{ name | upcase }}` and `{% for item in list %}`.
 *
 * @param template The text with its places.
 * @param values The values by name.
 * @example
 * fill_template("Dear {{ name }},", { name: "Ada" }) // "Dear Ada,"
 */
export async function fill_template(
  template: string,
  values: Record<string, unknown>,
): Promise<string> {
  // Loaded here because it is large: hosts are ready sooner without it.
  const { Liquid } = await import("liquidjs");
  // A name that is not there is an error, not an empty place. Templates include no files.
  return await new Liquid({ strictVariables: true, templates: {} }).parseAndRender(
    template,
    values,
  );
}

/**
 * Makes HTML from Markdown.
 *
 * @param markdown The Markdown text, with the tables and strike-through of GitHub.
 * @param allow_html Whether HTML within the text is kept as it is; else it is shown as text, which is safe for texts of
 * others.
 * @example
 * markdown_to_html("**Hello**") // "<p><strong>Hello</strong></p>\n"
 */
export async function markdown_to_html(markdown: string, allow_html = false): Promise<string> {
  const { default: MarkdownIt } = await import("markdown-it");
  return MarkdownIt({ html: allow_html }).render(markdown);
}

/**
 * Makes one text from any number of values, one after the other.
 *
 * @param parts The values; lists and objects become JSON.
 * @example
 * concatenate("a", 1, true) // "a1true"
 */
export function concatenate(...parts: unknown[]): string {
  return parts.map(asText).join("");
}

function asText(value: unknown): string {
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value === null || value === undefined ? "" : String(value);
}
