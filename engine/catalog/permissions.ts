import { isAbsolute, resolve } from "node:path";
import { isObject } from "../core/own.ts";
import type { PackPermissions, PermissionValue } from "./types.ts";

type Name = Exclude<keyof PackPermissions, "all">;
type Rule = NonNullable<PackPermissions[Name]>;

/** The permissions, and whether their values are paths. */
const NAMES: Record<Name, "path" | "command" | "host" | "word"> = {
  read: "path",
  write: "path",
  net: "host",
  env: "word",
  run: "command",
  sys: "word",
  ffi: "path",
  import: "host",
};

/**
 * Checks `permissions.default` of a pack's `deno.json` and makes its paths absolute. What is denied is left out: a key
 * that is there allows something, or denies some of what another key allows.
 *
 * @param json the value of `permissions.default`
 * @param dir folder of the pack, absolute
 * @throws Error that names the key, and says what it may be
 */
export function parsePermissions(json: unknown, dir: string): PackPermissions {
  if (!isObject(json)) throw new Error(`"permissions.default" must be an object of permissions`);
  const permissions: PackPermissions = {};
  for (const [name, value] of Object.entries(json)) {
    if (name === "all") {
      if (typeof value !== "boolean") {
        throw new Error(`"permissions.default.all" must be true or false`);
      }
      if (value) permissions.all = true;
    } else if (isName(name)) {
      const rule = parseRule(name, value, dir);
      if (rule !== undefined) permissions[name] = rule;
    } else {
      const known = ["all", ...Object.keys(NAMES)].join(", ");
      throw new Error(`"permissions.default.${name}" is no permission of Deno: there are ${known}`);
    }
  }
  return permissions;
}

function isName(name: string): name is Name {
  return Object.hasOwn(NAMES, name);
}

function parseRule(name: Name, value: unknown, dir: string): Rule | undefined {
  const at = `permissions.default.${name}`;
  if (!isObject(value)) return parseValue(name, value, at, dir);
  for (const key of Object.keys(value)) {
    if (key !== "allow" && key !== "deny") {
      throw new Error(`"${at}.${key}" is not known: there are "allow" and "deny"`);
    }
  }
  const rule: { allow?: PermissionValue; deny?: PermissionValue } = {};
  const allow = Object.hasOwn(value, "allow")
    ? parseValue(name, value.allow, `${at}.allow`, dir)
    : undefined;
  const deny = Object.hasOwn(value, "deny")
    ? parseValue(name, value.deny, `${at}.deny`, dir)
    : undefined;
  if (allow !== undefined) rule.allow = allow;
  if (deny !== undefined) rule.deny = deny;
  return allow === undefined && deny === undefined ? undefined : rule;
}

/** Undefined for false and for an empty list: a flag without values would allow everything. */
function parseValue(
  name: Name,
  value: unknown,
  at: string,
  dir: string,
): PermissionValue | undefined {
  if (typeof value === "boolean") return value || undefined;
  if (!Array.isArray(value)) throw new Error(`"${at}" must be true, false or a list of texts`);
  const entries = value.map((entry: unknown) => parseEntry(name, entry, at, dir));
  return entries.length === 0 ? undefined : entries;
}

function parseEntry(name: Name, entry: unknown, at: string, dir: string): string {
  if (typeof entry !== "string" || entry === "") {
    throw new Error(`"${at}" must hold texts that are not empty`);
  }
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x1f]/.test(entry)) throw new Error(`"${at}" holds a text with control characters`);
  const form = NAMES[name];
  // On the command line of a host a comma makes two of it, and Deno has no way to write one.
  if (entry.includes(",")) {
    const isName = form === "host" || form === "word";
    throw new Error(
      isName
        ? `"${at}" must name each value as a text of its own, not ${JSON.stringify(entry)}`
        : `"${at}" holds ${JSON.stringify(entry)}: Deno takes no path with a comma, so rename it`,
    );
  }
  const isPath = form === "path" || (form === "command" && /[/\\]/.test(entry));
  if (isPath) return isAbsolute(entry) ? entry : resolve(dir, entry);
  if (form === "host" && /[/\s]/.test(entry)) {
    throw new Error(
      `"${at}" must hold hosts as "example.com" or "example.com:443", not ${JSON.stringify(entry)}`,
    );
  }
  return entry;
}
