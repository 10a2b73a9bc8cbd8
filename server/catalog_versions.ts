import type { Engine } from "../engine/engine.ts";

/**
 * The catalog's version now and after each change, until the signal aborts. Changes that follow each other faster than
 * they are read are one.
 */
export async function* catalogVersions(
  engine: Engine,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let wake = Promise.withResolvers<void>();
  let version: string | undefined;
  const unsubscribe = engine.onCatalogChange((snapshot) => {
    version = snapshot.version;
    wake.resolve();
  });
  const end = () => wake.resolve();
  signal.addEventListener("abort", end);
  try {
    version ??= (await engine.catalog()).version;
    let sent: string | undefined;
    while (!signal.aborted) {
      if (version !== sent) {
        sent = version;
        yield version;
      } else {
        await wake.promise;
        wake = Promise.withResolvers();
      }
    }
  } finally {
    signal.removeEventListener("abort", end);
    unsubscribe();
  }
}
