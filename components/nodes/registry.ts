/** The components of the kinds of node, as the canvas has them. */
export { NODE_TYPES } from "./late_nodes.tsx";
