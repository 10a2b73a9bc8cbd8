import { words } from "./_words.ts";

/** The styles a text may be written in. */
export type TextCase =
  | "lower"
  | "upper"
  | "title"
  | "sentence"
  | "camelCase"
  | "snake_case"
  | "kebab-case";

const STYLES = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) =>
    text.toLowerCase().replaceAll(
      /(?<![\p{L}\p{M}\p{N}'’])\p{L}/gu,
      (letter) => letter.toUpperCase(),
    ),
  sentence: (text) => text.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase()),
  camelCase: (text) =>
    nameParts(text).map((part, place) => place === 0 ? part : capital(part)).join(""),
  snake_case: (text) => nameParts(text).join("_"),
  "kebab-case": (text) => nameParts(text).join("-"),
} satisfies Record<TextCase, (text: string) => string>;

/** Writes a text in a style. */
export function changeWords(text: string, style: TextCase): string {
  return STYLES[style](text);
}

/** The words of a text or of a name in any style, in lower case: `theTime_machine` has three. */
function nameParts(text: string): string[] {
  const apart = text.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ").replaceAll(/[_-]+/g, " ");
  return words(apart).map((word) => word.toLowerCase());
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
