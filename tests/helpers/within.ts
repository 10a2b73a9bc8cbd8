/** How long a test waits for what comes within moments, in milliseconds: a wait without an end would say nothing. */
const LIMIT_MS = 10_000;

/**
 * Waits for something that is sure to come where all is well.
 *
 * @param what it is, for the error: `the op to ask`
 * @throws when it does not come
 */
export async function within<T>(
  what: string,
  coming: Promise<T>,
  limitMs = LIMIT_MS,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}`)), limitMs);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again and again until something holds of which nobody tells: processes of others, say. */
export async function withinAsking(what: string, holds: () => Promise<boolean>): Promise<void> {
  let asking = true;
  const answer = (async () => {
    while (asking && !await holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  })();
  try {
    await within(what, answer);
  } finally {
    asking = false;
    await answer;
  }
}
