import { errorMessage } from "../engine/core/errors.ts";

/** A short name for an error, by which its cause is found in the log. */
export function errorId(): string {
  return crypto.randomUUID().slice(0, 8);
}

/**
 * Keeps what nothing in this process has caught from ending it, and logs it with an id: the runs of others are none of
 * its business. Until what is returned is disposed of.
 *
 * @param log gets what is to be said, and the error
 */
export function surviveStrayErrors(
  log: (text: string, error: unknown) => void = (text, error) => console.error(text, error),
): Disposable {
  const tell = (kind: string, error: unknown): void => {
    const text = `${kind} ${errorId()}, the server goes on:`;
    try {
      log(text, error);
    } catch (cause) {
      // An error that cannot even be printed, for its stack or message throws.
      console.error(text, errorMessage(error), errorMessage(cause));
    }
  };
  const onRejection = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    tell("Unhandled rejection", event.reason);
  };
  const onError = (event: ErrorEvent): void => {
    event.preventDefault();
    tell("Uncaught error", event.error ?? event.message);
  };
  globalThis.addEventListener("unhandledrejection", onRejection);
  globalThis.addEventListener("error", onError);
  return {
    [Symbol.dispose]() {
      globalThis.removeEventListener("unhandledrejection", onRejection);
      globalThis.removeEventListener("error", onError);
    },
  };
}
