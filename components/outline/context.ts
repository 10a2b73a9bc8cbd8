import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { EditorEdge } from "../../client/flow.ts";

/** What the lines of the outline share. */
export interface OutlineWays {
  /** Selects a node and goes to it, wherever in the list it is. */
  goTo(id: string): void;
  /** Selects a node, so that actions mean it, and does one of them. */
  act(id: string, action: string): void;
  /** Shows or hides the details of a node. */
  toggle(id: string): void;
  /** The edges that begin at a node. */
  edgesFrom(id: string): readonly EditorEdge[];
}

/** See {@link OutlineWays}. */
export const OutlineContext = createContext<OutlineWays | undefined>(undefined);

/** What the lines of the outline share. Throws outside of it. */
export function useOutline(): OutlineWays {
  const ways = useContext(OutlineContext);
  if (ways === undefined) throw new Error("useOutline() needs an <Outline> above");
  return ways;
}
