import type { JsonValue } from "../core/json.ts";

/** How much is kept of the results of ops. */
export interface ReuseLimits {
  /** Bytes of all results together, about; 0 keeps none. */
  bytes: number;
}

/** What {@link ReuseStore} uses where nothing else is said. */
export const REUSE_LIMITS: ReuseLimits = { bytes: 256 * 1024 * 1024 };

/** Most of the store that one result may take: one that is larger would push out all others. */
const LARGEST_SHARE = 4;

/** What a result takes beside its text: its keys, and the objects that hold it. */
const OVERHEAD = 500;
/** Bytes that a value takes for each character of its JSON, about. */
const PER_CHARACTER = 3;

/** Candidates that are told of one shape, those used last: what is told must not grow with all that ever ran. */
const MOST_CANDIDATES = 10_000;

/** What came out of a call of an op. */
export interface NewResult {
  /** As events show it. */
  readonly output: JsonValue;
  /** The value itself as text of `writeWhole`, where the output is not all of it. */
  readonly whole?: string;
}

/** What is known of a call of an op. */
export interface KnownResult extends NewResult {
  /** Bytes that it takes, about. */
  readonly size: number;
}

/** What the result of a call depends on. */
export interface CallKey {
  /** The op with its code, and what reaches it beside its inputs: see `OpIdentities`. */
  readonly identity: string;
  /** Digest of all inputs. */
  readonly inputs: string;
}

/** Where a result is found. */
export interface ResultKey extends CallKey {
  /** What is known of the inputs before a run: those that are not connected, and the names of the others. */
  readonly shape: string;
}

type Entry = ResultKey & KnownResult;

/**
 * Results of pure ops by what they depend on, of all runs of an engine: the one that was used last is kept longest.
 * Nothing in it changes; what is given out must not be changed either.
 */
export class ReuseStore {
  readonly #limits: ReuseLimits;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  /** The inputs that are known of a shape, in the order of their last use. */
  readonly #shapes = new Map<string, Set<string>>();
  #bytes = 0;

  constructor(limits: Partial<ReuseLimits> = {}) {
    this.#limits = { ...REUSE_LIMITS, ...limits };
  }

  /** How many results are kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** Bytes that they take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Looks a result up without counting that as a use. */
  peek(identity: string, inputs: string): KnownResult | undefined {
    return this.#entries.get(identity + inputs);
  }

  /** Counts a use of a result. */
  touch(identity: string, inputs: string): void {
    const key = identity + inputs;
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const known = this.#shapes.get(entry.shape);
    known?.delete(inputs);
    known?.add(inputs);
  }

  /** Keeps a result; one that is too large is not kept. Those that were not used for longest make room. */
  put(key: ResultKey, result: NewResult): void {
    const { identity, shape, inputs } = key;
    const characters = JSON.stringify(result.output).length + (result.whole?.length ?? 0);
    const size = characters * PER_CHARACTER + OVERHEAD;
    if (size * LARGEST_SHARE > this.#limits.bytes) return;
    this.#remove(identity + inputs);
    this.#entries.set(identity + inputs, { identity, shape, inputs, ...result, size });
    this.#bytes += size;
    const known = this.#shapes.get(shape);
    if (known === undefined) this.#shapes.set(shape, new Set([inputs]));
    else known.add(inputs);
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limits.bytes) break;
      this.#remove(oldest);
    }
  }

  /** Digests of inputs of a shape whose results are known: those used last, in no order. */
  candidates(shape: string): readonly string[] {
    const known = this.#shapes.get(shape);
    if (known === undefined) return [];
    const all = Array.from(known);
    return all.length <= MOST_CANDIDATES ? all : all.slice(-MOST_CANDIDATES);
  }

  /** Forgets the results of ops whose identity is not among these. */
  retain(isCurrent: (identity: string) => boolean): void {
    for (const [key, { identity }] of this.#entries) {
      if (!isCurrent(identity)) this.#remove(key);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
    this.#shapes.clear();
    this.#bytes = 0;
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.size;
    const known = this.#shapes.get(entry.shape);
    known?.delete(entry.inputs);
    if (known?.size === 0) this.#shapes.delete(entry.shape);
  }
}
