import { useLazy } from "../ui/use_lazy.ts";

/**
 * The second part of the page: what is not needed to show it, and is to be there when a key is pressed or something
 * runs. In one piece, because pieces that share parts with each other and with the first cost more than they save.
 */
export const loadLater = () => import("./later.ts");

/** The second part of the page; undefined until it is there. */
export function useLater(needed = true) {
  return useLazy(loadLater, needed);
}
