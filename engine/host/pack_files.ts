import type { OpFileName } from "../catalog/types.ts";

/**
 * Loads a file of the pack that this host is for. The specifiers are mapped by the import map that the host was
 * started with. They are written out, not computed: what Deno can see before it runs needs no read permission.
 */
export const loadPackFile = {
  // @ts-ignore mapped in hosts alone
  "ops.ts": () => import("#pack/ops"),
  // @ts-ignore mapped in hosts alone
  "progress_ops.ts": () => import("#pack/progress_ops"),
  // @ts-ignore mapped in hosts alone
  "stream_ops.ts": () => import("#pack/stream_ops"),
} satisfies Record<OpFileName, () => Promise<Record<string, unknown>>>;
