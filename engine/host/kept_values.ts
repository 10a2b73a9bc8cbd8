import type { JsonValue } from "../core/json.ts";
import { toJson } from "../core/to_json.ts";

/** Bytes that are kept at most, about. */
const MOST_BYTES = 128 * 1024 * 1024;

interface Kept {
  run: number;
  node: number;
  value: unknown;
  size: number;
}

/** Large values of a host's last runs, which were told as previews, for those who ask for all of them. */
export class KeptValues {
  readonly #kept: Kept[] = [];

  constructor(private readonly most = MOST_BYTES) {}

  /** Keeps a value, in the place of older ones where there is no room for all. */
  keep(run: number, node: number, value: unknown, size: number): void {
    if (size > this.most) return;
    this.#kept.push({ run, node, value, size });
    while (this.#bytes() > this.most) this.#kept.shift();
  }

  /** A value as JSON; undefined when it is not kept. */
  find(run: number, node: number): JsonValue | undefined {
    const found = this.#kept.find((it) => it.run === run && it.node === node);
    return found && toJson(found.value);
  }

  /** Values go from node to node as they are: what is kept for several counts once. */
  #bytes(): number {
    const sizes = new Map(this.#kept.map(({ value, size }) => [value, size]));
    let bytes = 0;
    for (const size of sizes.values()) bytes += size;
    return bytes;
  }
}
