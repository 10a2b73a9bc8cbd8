import type { CatalogOp, Nodepack } from "../catalog/types.ts";
import { hashText } from "../host/digest.ts";
import { reachingVariables } from "./env_vars.ts";
import type { OpIndex } from "./partition.ts";

/** Characters of {@link packIdentity}. */
const PACK_LENGTH = 22;

/**
 * What every result of a pack's ops depends on beside their inputs: its code. The first characters of the identities
 * of its ops.
 */
export function packIdentity({ name, version }: Nodepack): string {
  return hashText(JSON.stringify([name, version])).slice(0, PACK_LENGTH);
}

/** The pack's part of an op's identity. */
export function packPart(identity: string): string {
  return identity.slice(0, PACK_LENGTH);
}

/**
 * Identities of ops in one run: the same for the same code, and the same values of those of the run's environment
 * variables that reach it. What one run's secrets led to is not found by a run that has others.
 */
export class OpIdentities {
  readonly #known = new Map<CatalogOp, string>();

  constructor(
    private readonly catalog: Pick<OpIndex, "pack">,
    private readonly envVars: Record<string, string>,
  ) {}

  /** Undefined for an op whose pack the catalog does not have. */
  of(op: CatalogOp): string | undefined {
    let identity = this.#known.get(op);
    if (identity !== undefined) return identity;
    const { name, pack: packName, params } = op.schema;
    const pack = this.catalog.pack(packName);
    if (pack === undefined) return undefined;
    const variables = Object.entries(reachingVariables(pack.permissions, this.envVars)).sort();
    // Types of parameters may come from files that are no part of the pack.
    const rest = hashText(JSON.stringify([op.file, op.kind, name, params, variables]));
    identity = packIdentity(pack) + rest;
    this.#known.set(op, identity);
    return identity;
  }
}
