/**
 * The part of the page that shows values: the data panel, what lies over wires, tables and the like in views. Loaded
 * when a value is first looked at. What it needs of others (plots, comparisons) it loads by itself.
 *
 * @module
 */
import { useLazy } from "../ui/use_lazy.ts";

/** Loads it. */
export const loadData = () => import("../data/later.ts");

/** The part that shows values; undefined until it is there. */
export function useData(needed = true) {
  return useLazy(loadData, needed);
}
