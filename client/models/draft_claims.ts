/** Which drafts are held by tabs that are alive. */
export interface DraftClaims {
  /** Whether this browser can say: only pages of https and of this machine can ask. */
  readonly known: boolean;
  /**
   * Holds a draft for this tab until the returned function is called or the page is gone; undefined when another tab
   * holds it, for `patience` milliseconds too.
   */
  claim(id: string, patience?: number): Promise<(() => void) | undefined>;
  /** Ids of the drafts that are held, by this tab or others. */
  held(): Promise<ReadonlySet<string>>;
}

const PREFIX = "psynapse.draft.";

/** Claims by the browser's locks, which end with the page however it ends; without them nothing is known. */
export function createDraftClaims(locks: LockManager | undefined): DraftClaims {
  if (!locks) {
    return {
      known: false,
      claim: () => Promise.resolve(() => {}),
      held: () => Promise.resolve(new Set()),
    };
  }
  return {
    known: true,
    claim(id, patience = 0) {
      return new Promise((resolve) => {
        const held = Promise.withResolvers<void>();
        const options = patience > 0
          ? { signal: AbortSignal.timeout(patience) }
          : { ifAvailable: true };
        locks.request(PREFIX + id, options, (lock) => {
          resolve(lock ? held.resolve : undefined);
          return lock ? held.promise : undefined;
        }).catch(() => resolve(undefined)); // The patience has ended, or the page is about to.
      });
    },
    async held() {
      const { held = [] } = await locks.query();
      return new Set(
        held.flatMap(({ name }) => name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []),
      );
    },
  };
}
