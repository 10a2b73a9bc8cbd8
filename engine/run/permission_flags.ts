import type { PackPermissions, PermissionValue } from "../catalog/types.ts";
import { PERMISSION_NAMES, type PermissionName } from "../host/protocol.ts";

/** What a pack allows and denies of one kind; false is nothing. */
export interface PermissionRule {
  allow: PermissionValue;
  deny: PermissionValue;
}

/** A pack's rule for one kind of permission. */
export function permissionRule(permissions: PackPermissions, name: PermissionName): PermissionRule {
  const value = permissions[name];
  if (permissions.all && value === undefined) return { allow: true, deny: false };
  if (value === undefined) return { allow: false, deny: false };
  if (typeof value === "boolean" || Array.isArray(value)) return { allow: value, deny: false };
  return { allow: value.allow ?? false, deny: value.deny ?? false };
}

/** The flags of `deno run` that give a host exactly a pack's permissions; `extraRead` are more paths to read. */
export function permissionFlags(permissions: PackPermissions, extraRead: string[] = []): string[] {
  if (permissions.all && PERMISSION_NAMES.every((name) => permissions[name] === undefined)) {
    return ["--allow-all"];
  }
  const flags: string[] = [];
  for (const name of PERMISSION_NAMES) {
    const { allow, deny } = permissionRule(permissions, name);
    const allowed = name === "read" && allow !== true && extraRead.length > 0
      ? [...(allow || []), ...extraRead]
      : allow;
    flags.push(...flag(`--allow-${name}`, allowed), ...flag(`--deny-${name}`, deny));
  }
  return flags;
}

function flag(name: string, value: PermissionValue): string[] {
  if (value === true) return [name];
  if (value === false || value.length === 0) return [];
  // A comma in a path is written twice: Deno splits at single ones.
  return [`${name}=${value.map((entry) => entry.replaceAll(",", ",,")).join(",")}`];
}
