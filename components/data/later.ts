/**
 * What the page loads to show values: see `loadData`. Nothing but that may import it.
 *
 * @module
 */
export { DataPanel } from "./DataPanel.tsx";
export { DataView } from "./DataView.tsx";
export { WirePeek } from "./WirePeek.tsx";
export { sourceOf } from "../../client/data/subject.ts";
