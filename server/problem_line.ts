import type { Problem } from "../engine/core/schema.ts";

/** A problem of a nodepack in one line: `nodepacks/a/ops.ts:3: …`. */
export function problemLine({ pack, file, line, message }: Problem): string {
  const place = file === undefined ? pack : line === undefined ? file : `${file}:${line}`;
  return place === undefined ? message : `${place}: ${message}`;
}
