import { isAbsolute, join, relative, resolve } from "node:path";
import { errorMessage } from "../core/errors.ts";
import { PERMISSION_NAMES, type PermissionName } from "./protocol.ts";

/** The pack that a host is for, in words for its user. */
export interface HostPack {
  name: string;
  /** Absolute folder. */
  dir: string;
  /** Where its permissions are written, as users know the place: `nodepacks/x/deno.json`. */
  config: string;
  /** What its permissions deny in so many words, by kind; `true` for all of that kind. */
  denied?: Partial<Record<PermissionName, true | readonly string[]>>;
}

/** What a pack wanted and may not: a path, host, name or command. Without one, all of its kind. */
interface Denial {
  kind: PermissionName;
  target?: string;
  /** Deno's own words, which may be a part of a longer message. */
  words: string;
}

// Ops may put their own things in the place of these.
const { NotCapable } = Deno.errors;
const query = Deno.permissions.querySync.bind(Deno.permissions);

/** How many errors are looked at, each the cause of the one before. */
const MOST_CAUSES = 8;

/**
 * The message of what an op threw. Where Deno denied it something, or that is the cause, the message says which
 * permission the pack lacks and what to add where. Never throws, and is never empty.
 */
export function opErrorMessage(thrown: unknown, pack: HostPack | undefined): string {
  const message = errorMessage(thrown);
  if (pack === undefined) return message;
  try {
    const denial = findDenial(thrown);
    if (denial === undefined) return unfetched(message);
    const explained = explain(denial, pack);
    if (message.includes(denial.words)) return message.replace(denial.words, () => explained);
    return `${message.replace(/[.:]$/, "")}: ${explained}`;
  } catch {
    // What is thrown may be anything, also something that throws when it is looked at.
    return message;
  }
}

function findDenial(thrown: unknown): Denial | undefined {
  let error = thrown;
  for (let i = 0; i < MOST_CAUSES && error instanceof Error; i++) {
    const denial = denialOf(error);
    if (denial !== undefined) return denial;
    // Of what `Promise.any` gathered, the first says enough.
    error = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  }
  return undefined;
}

/** Deno's words for code that was never fetched speak of flags that users of ops do not have. */
const UNFETCHED: [words: RegExp, plain: (what: string) => string][] = [
  [
    /^Specifier not found in cache: "(.*?)", --cached-only is specified\.?/,
    (address) =>
      `Imports "${address}": nodepacks load no code from the network. ` +
      `Name an npm package under "imports" in the pack's deno.json, or copy the file into its folder.`,
  ],
  [
    /^Failed loading \S+ for package "(.+)"(\n.*--cached-only is specified\.?)?$/,
    (name) =>
      `The npm package "${name}" is not there. Name it under "imports" in the pack's deno.json, ` +
      `and start the server again: packages are fetched at start.`,
  ],
];

function unfetched(message: string): string {
  for (const [words, plain] of UNFETCHED) {
    const what = words.exec(message)?.[1];
    if (what !== undefined) return message.replace(words, () => plain(what));
  }
  return message;
}

function denialOf(error: Error): Denial | undefined {
  const { code, syscall, hostname } = error as {
    code?: string;
    syscall?: string;
    hostname?: string;
  };
  if (error instanceof NotCapable || (error instanceof TypeError && code === MODULE_NOT_FOUND)) {
    return parseDenial(error.message);
  }
  // Node's way to look a name up says no more than EPERM.
  if (code !== "EPERM" || syscall !== "getaddrinfo" || typeof hostname !== "string") {
    return undefined;
  }
  const isAllowed = query({ name: "net", host: hostname }).state === "granted";
  return isAllowed ? undefined : { kind: "net", target: hostname, words: error.message };
}

/** What an import has that is not there, or may not be read. */
const MODULE_NOT_FOUND = "ERR_MODULE_NOT_FOUND";

const REQUIRES = /Requires (\w+) access(?: to ([^\n]+?))?, run again with the --allow-\w+ flag/;

function parseDenial(message: string): Denial | undefined {
  const [words, kind, shown] = REQUIRES.exec(message) ?? [];
  const known = PERMISSION_NAMES.find((name) => name === kind);
  if (words === undefined || known === undefined) return undefined;
  if (shown === "<TMP>") return { kind: known, target: "/tmp", words };
  return { kind: known, words, ...(shown === undefined ? {} : { target: unquoted(shown) }) };
}

function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1) : text;
}

/** What was tried, with and without a target. */
const TRIED: Record<PermissionName, [one: (target: string) => string, all: string]> = {
  read: [(it) => `Reading ${it}`, "Reading files"],
  write: [(it) => `Writing ${it}`, "Writing files"],
  net: [(it) => `Network access to ${it}`, "Network access"],
  env: [(it) => `The environment variable ${it}`, "The whole environment"],
  run: [(it) => `Running ${it}`, "Running or ending other processes"],
  sys: [(it) => `Asking the system for ${it}`, "Asking about the system"],
  ffi: [(it) => `Loading the native library ${it}`, "Native code"],
  import: [(it) => `Importing code from ${it}`, "Importing code from the network"],
};

/** Whether the pack denies it in so many words: then no line that is added allows it. */
function isDenied({ kind, target }: Omit<Denial, "words">, { denied }: HostPack): boolean {
  const entries = denied?.[kind];
  if (entries === undefined || entries === true) return entries === true;
  // What is asked for as a whole is refused for any part that is denied.
  if (target === undefined) return true;
  const isPath = kind === "read" || kind === "write" || kind === "ffi";
  return entries.some((entry) => {
    if (isPath) {
      const inside = relative(entry, resolve(target));
      return inside === "" || !(inside.startsWith("..") || isAbsolute(inside));
    }
    if (kind === "net" || kind === "import") {
      return entry === target || target.startsWith(`${entry}:`);
    }
    return entry === target || (entry.endsWith("*") && target.startsWith(entry.slice(0, -1)));
  });
}

function explain({ kind, target }: Omit<Denial, "words">, pack: HostPack): string {
  const [one, all] = TRIED[kind];
  const what = target === undefined ? all : one(JSON.stringify(target));
  if (isDenied({ kind, target }, pack)) {
    return `${what} is not allowed to nodepack ${JSON.stringify(pack.name)}: ` +
      `"deny" under "${kind}" in permissions.default in ${pack.config} refuses it.`;
  }
  const value = target === undefined ? "true" : JSON.stringify([entryFor(kind, target, pack)]);
  return `${what} is not allowed to nodepack ${JSON.stringify(pack.name)}. ` +
    `Add "${kind}": ${value} to permissions.default in ${pack.config}.`;
}

/** How the target is written in a deno.json: paths there are relative to it, here to the server's folder. */
function entryFor(kind: PermissionName, target: string, { dir }: HostPack): string {
  const isPath = kind === "read" || kind === "write" || kind === "ffi";
  if (!isPath) return target;
  const path = resolve(target);
  const inside = relative(dir, path);
  if (inside === "") return "./";
  return inside.startsWith("..") || isAbsolute(inside) ? path : `./${join(inside)}`;
}
