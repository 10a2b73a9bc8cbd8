import { useEffect, useState } from "preact/hooks";

/** How often a time that runs is shown anew. */
const STEP_MS = 100;

/** The time, in milliseconds since the epoch: it goes on while `active`. */
export function useNow(active: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
