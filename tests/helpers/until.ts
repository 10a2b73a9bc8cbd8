import { effect } from "@preact/signals";

/** Resolves as soon as a condition on signals holds. */
export function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let end = () => {};
    let met = false;
    end = effect(() => {
      if (met) return;
      try {
        met = condition();
      } catch (error) {
        met = true;
        reject(error);
      }
      if (met) {
        // Not from within the effect: it cannot end itself in its first run.
        queueMicrotask(() => {
          end();
          resolve();
        });
      }
    });
  });
}
