import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Clock } from "../../client/clock.ts";

/** What `make` makes of a signal's value: at once with `ms` 0, else at most every `ms`, and of the last value at last. */
export function useThrottled<T, R>(
  clock: Clock,
  source: ReadonlySignal<T>,
  make: (value: T) => R,
  ms: number,
): R {
  const [result, setResult] = useState(() => make(source.peek()));
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const update = () => {
      cancel = undefined;
      const next = make(source.peek());
      setResult(() => next);
    };
    const end = source.subscribe(() => {
      if (ms === 0) update();
      else cancel ??= clock.after(ms, update);
    });
    return () => {
      end();
      cancel?.();
    };
  }, [source, ms]);
  return result;
}
