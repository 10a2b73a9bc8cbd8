import { join } from "node:path";
import type { PackPermissions, PermissionValue } from "./types.ts";

/** Kinds of permission. */
export type PermissionKind = Exclude<keyof PackPermissions, "all">;

/** What a pack allows and denies of one kind; false is nothing. */
export interface PermissionRule {
  allow: PermissionValue;
  deny: PermissionValue;
}

/** A pack's rule for one kind of permission. */
export function permissionRule(permissions: PackPermissions, kind: PermissionKind): PermissionRule {
  const value = permissions[kind];
  if (permissions.all && value === undefined) return { allow: true, deny: false };
  if (value === undefined) return { allow: false, deny: false };
  if (typeof value === "boolean" || Array.isArray(value)) return { allow: value, deny: false };
  return { allow: value.allow ?? false, deny: value.deny ?? false };
}

/** Whether a pack's own permissions let it read a path. */
export function mayRead(permissions: PackPermissions, path: string): boolean {
  const { allow, deny } = permissionRule(permissions, "read");
  return covers(allow, path) && !covers(deny, path);
}

function covers(value: PermissionValue, path: string): boolean {
  if (typeof value === "boolean") return value;
  return value.some((entry) => path === entry || path.startsWith(join(entry, "/")));
}
