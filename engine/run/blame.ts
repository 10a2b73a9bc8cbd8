/** A host's end. */
export interface HostEnd {
  /** Names of its packs, in quotes. */
  pack: string;
  /** Completes "The host ended: …". */
  reason: string;
  /** Completes `Node "x" …` where the host went over a limit. */
  exceeded: string | undefined;
  /** The same where the node did. */
  late: string | undefined;
}

/** Nodes that a message names at most. */
const MOST_NAMES = 5;

/**
 * The error of a node that ran when its host ended.
 *
 * @param running all nodes that ran in it
 */
export function blame(
  { name }: { name: string },
  running: readonly { name: string }[],
  { pack, reason, exceeded, late }: HostEnd,
): string {
  if (late !== undefined) return `Node "${name}" ${late}`;
  if (exceeded === undefined) {
    return `The host of pack ${pack} ended while "${name}" ran: ${reason}`;
  }
  if (running.length === 1) return `Node "${name}" ${exceeded}`;
  const names = running.slice(0, MOST_NAMES).map(({ name }) => `"${name}"`).join(", ");
  const more = running.length - MOST_NAMES;
  return `Nodes ${names}${more > 0 ? ` and ${more} more` : ""} together ${exceeded}`;
}
