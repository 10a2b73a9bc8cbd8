import type { InspectNodepack } from "../../engine/catalog/types.ts";
import { createInspector } from "../../engine/run/inspect_nodepack.ts";

/** Loads packs in real hosts; what they print is not shown. `timeout` as in `createInspector()`. */
export function quietInspector(timeout?: number): InspectNodepack {
  return createInspector({ log: () => {}, ...(timeout === undefined ? {} : { timeout }) });
}
