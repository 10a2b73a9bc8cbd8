import { permissionRule } from "../catalog/permission_rule.ts";
import type { PackPermissions, PermissionValue } from "../catalog/types.ts";
import { PsynapseError } from "../core/errors.ts";
import { PERMISSION_NAMES } from "../host/protocol.ts";

/**
 * The flags of `deno run` that give a host exactly a pack's permissions; `extraRead` are more paths to read.
 *
 * @throws {PsynapseError} "catalog" when a value has a comma: there is no way to write it in a flag
 */
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
  const torn = value.find((entry) => entry.includes(","));
  if (torn !== undefined) {
    throw new PsynapseError(
      "catalog",
      `Deno cannot take a comma in a permission, and "${torn}" has one. Rename it, or put it elsewhere.`,
    );
  }
  return [`${name}=${value.join(",")}`];
}
