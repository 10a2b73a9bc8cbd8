/** All of something, or a list of paths, hosts or names. */
type Values = boolean | readonly string[];
type Rule = Values | { readonly allow?: Values; readonly deny?: Values };

/** Kinds of permission in the order in which they are told: what reaches furthest comes first. */
const KINDS = {
  run: "run",
  ffi: "native code",
  net: "network",
  env: "environment",
  read: "read",
  write: "write",
  sys: "system",
  import: "import",
} as const;

/** `permissions.default` of a pack, checked; what is absent is denied. */
export type PermissionSet =
  & { readonly all?: boolean }
  & {
    readonly [kind in keyof typeof KINDS]?: Rule;
  };

/** What {@link permissionWords} says of a pack that may do nothing. */
export const NOTHING = "nothing";

const EVERYTHING = "everything";

/**
 * What a pack may do, in words: `network: api.openai.com`, `environment: OPENAI_API_KEY`, `network: everything`;
 * `everything` or `nothing` alone where that is so.
 *
 * @param dir the pack's folder, absolute: paths in it are told as seen from there
 */
export function permissionWords(permissions: PermissionSet, dir: string): string[] {
  const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
  const isWhole = permissions.all === true;
  if (isWhole && kinds.every((kind) => permissions[kind] === undefined)) return [EVERYTHING];
  const words = kinds.flatMap((kind) => {
    const found = wordsOf(permissions[kind] ?? isWhole, dir);
    return found === undefined ? [] : [`${KINDS[kind]}: ${found}`];
  });
  return words.length === 0 ? [NOTHING] : words;
}

/** Whether the words of a permission are of one without bounds, or of one that leads around all others. */
export function isStrongPermission(words: string): boolean {
  return words === EVERYTHING || /^(run|native code): /.test(words) ||
    /^[a-z ]+: everything($| but )/.test(words);
}

function wordsOf(rule: Rule, dir: string): string | undefined {
  const { allow = false, deny = false } = typeof rule === "boolean" || isList(rule)
    ? { allow: rule }
    : rule;
  if (allow === false || deny === true || (isList(allow) && allow.length === 0)) return undefined;
  const allowed = allow === true ? EVERYTHING : listed(allow, dir);
  return deny === false || deny.length === 0 ? allowed : `${allowed} but ${listed(deny, dir)}`;
}

function isList(value: Rule): value is readonly string[] {
  return Array.isArray(value);
}

function listed(values: readonly string[], dir: string): string {
  return values.map((value) => {
    if (value === dir) return "./";
    const inside = value.startsWith(dir) && /^[/\\]/.test(value.slice(dir.length));
    return inside ? `.${value.slice(dir.length)}` : value;
  }).join(", ");
}
