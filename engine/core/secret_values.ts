/** Names of variables whose values are secrets: `OPENAI_API_KEY`, `password`; not `MAX_TOKENS`, which is a number. */
const SECRET_NAME =
  /KEY|TOKEN(?!S)|SECRET|PASS|PWD|CREDENTIAL|AUTH|PRIVATE|COOKIE|SESSION|SIGNATURE|WEBHOOK/i;

/** Values that say no more than yes or no, or a number that counts something: a variable's name cannot make them secret. */
const SETTING = /^(true|false|yes|no|on|off|null|none|nil|undefined|default|auto|\d{1,3})$/i;

/** Shorter values are not told from words by how they look. */
const SHORTEST = 8;

/** What stands between the words of a value: of a path, an address, a list, a name. */
const BETWEEN = /[\s/\\:;,.@+=_~|&?#()[\]{}<>"'`*!$%^-]+/;

/**
 * The user and password of an address: `postgres://user:password@host`. Looked for from `://` on: with the scheme in
 * front, each letter of a long value would be tried as its beginning, to the value's end.
 */
const IN_ADDRESS = /(?<=[a-z0-9+.-]):\/\/[^\s/:@]*:([^\s/@]+)@/gi;

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a value is a mere setting (`true`, `none`, `15`), whatever its variable is called. */
export function isSetting(value: string): boolean {
  return SETTING.test(value.trim());
}

/** The passwords of the addresses in a value. */
export function passwordsIn(value: string): string[] {
  return Array.from(value.matchAll(IN_ADDRESS), ([, password]) => password);
}

/**
 * Whether a value looks like a secret, whatever its variable is called: 8 characters or more that are not made of
 * words, versions and numbers as people write them. Words, paths, addresses, names of models and regions, dates do not
 * look like one; keys, ids and hashes do.
 */
export function looksSecret(value: string): boolean {
  const text = value.trim();
  if (text.length < SHORTEST) return false;
  return passwordsIn(text).length > 0 || !text.split(BETWEEN).every(isPlainPart);
}

function isPlainPart(part: string): boolean {
  // Numbers, also with a unit or a letter before: 8080, 20250929, v1, 4o, 30s, x86; and of a date: 22T20.
  if (/^(\d{0,11}|[a-z]{0,3}\d{1,4}[a-z]{0,3}|\d\dT\d\d)$/i.test(part)) return true;
  const [, word, digits] = /^(\D*)(\d*)$/.exec(part) ?? [];
  return word !== undefined && digits.length <= 4 && isWord(word);
}

/** Words as they are written: `word`, `Word`, `WORD`, `camelCaseWords`; with vowels, where they are Latin. */
function isWord(text: string): boolean {
  if (!/^[\p{L}\p{M}]{1,40}$/u.test(text)) return false;
  const words = text.match(/\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
  // Cut at its capitals, a word leaves two letters or more each time; chance leaves single ones.
  const isCut = words.length > 1 && words.some((word) => word.length < 2);
  return !isCut && words.length <= 5 && words.every(isPronounced);
}

function isPronounced(word: string): boolean {
  return word.length <= 20 && (!/^[a-z]+$/i.test(word) || !/[^aeiouy]{6}/i.test(word));
}
