import type { Inputs } from "../core/gather_inputs.ts";
import { Digests } from "./digest.ts";
import { DIGEST_START, type Part } from "./protocol.ts";

/** Nodes that a host does not run before the server says so: their result may be known. */
export class HeldNodes {
  readonly #digests = new Digests();
  readonly #candidates: (ReadonlySet<string> | undefined)[] = [];
  readonly #passed = new Set<number>();

  /** @param candidates see {@link Part.candidates} */
  constructor(private readonly candidates: NonNullable<Part["candidates"]>) {}

  /** Whether a node with these inputs is held. */
  isHeld(node: number, shape: number | undefined, inputs: Inputs): boolean {
    if (shape === undefined || this.#passed.has(node)) return false;
    const digest = this.#digests.ofInputs(inputs);
    if (digest === undefined) return false;
    this.#candidates[shape] ??= new Set(pieces(this.candidates[shape]));
    return this.#candidates[shape].has(digest.slice(0, DIGEST_START));
  }

  /** A node is not held any more. */
  pass(node: number): void {
    this.#passed.add(node);
  }
}

function pieces(digests: string): string[] {
  const all: string[] = [];
  for (let at = 0; at < digests.length; at += DIGEST_START) {
    all.push(digests.slice(at, at + DIGEST_START));
  }
  return all;
}
