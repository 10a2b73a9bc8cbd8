import type { OpFileName } from "../catalog/types.ts";

/** Loads a file of the pack that a host is for. */
export type PackLoader = (file: OpFileName) => Promise<Record<string, unknown>>;

/**
 * The specifiers are mapped by the import map that the host was started with. They are written out, not computed:
 * what Deno can see before it runs needs no read permission.
 */
const MAPPED = {
  // @ts-ignore mapped in hosts alone
  "ops.ts": () => import("#pack/ops"),
  // @ts-ignore mapped in hosts alone
  "progress_ops.ts": () => import("#pack/progress_ops"),
  // @ts-ignore mapped in hosts alone
  "stream_ops.ts": () => import("#pack/stream_ops"),
} satisfies Record<OpFileName, () => Promise<Record<string, unknown>>>;

/** The loader for the import map, or, where there is none, for the folder at that address. */
export function packLoader(modules: string | undefined): PackLoader {
  return modules === undefined
    ? (file) => MAPPED[file]()
    : (file) => import(new URL(file, modules).href);
}
