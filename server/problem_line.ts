import type { Problem } from "../engine/core/schema.ts";

/** A problem of a nodepack in one line: `nodepacks/a/ops.ts:3: …`. */
export function problemLine({ pack, file, line, column, message }: Problem): string {
  const place = file === undefined
    ? pack
    : [file, line, column].filter((it) => it !== undefined).join(":");
  return place === undefined ? message : `${place}: ${message}`;
}
