/**
 * Why a host has ended, in words; completes "The host ended: …".
 *
 * @param lastWords what it printed last
 * @param wasReady whether it had loaded its pack
 */
export function describeEnd(
  status: Deno.CommandStatus,
  lastWords: string,
  wasReady: boolean,
): string {
  if (isOutOfMemory(lastWords)) return "it ran out of memory";
  // The runtime's own word, when it could not even start.
  const error = wasReady ? undefined : /^error: (.*)/m.exec(lastWords)?.[1];
  if (error !== undefined) return error;
  return status.signal ? `it was ended by ${status.signal}` : `it exited with code ${status.code}`;
}

/** What V8 says before it ends a process whose heap is full. */
export function isOutOfMemory(lastWords: string): boolean {
  return /out of memory/i.test(lastWords);
}
