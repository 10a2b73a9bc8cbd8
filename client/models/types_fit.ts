import type { TypeInfo } from "../../engine/core/schema.ts";

/** Stands in until `engine/core/types_compatible.ts` is there. */
export function canConnect(
  _from: TypeInfo,
  _to: TypeInfo & { name: string },
): { ok: true } | { ok: false; reason: string } {
  return { ok: true };
}
