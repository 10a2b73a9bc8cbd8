/** What may be expected of a node in a run that reuses results. */
export const NODE_PREDICTIONS = [
  /** Its output is known: it will not run. */
  "up_to_date",
  /** It depends on nodes that will run: whether it runs is told by what they give. */
  "stale",
  "will_run",
] as const;
/** See {@link NODE_PREDICTIONS}. */
export type NodePrediction = typeof NODE_PREDICTIONS[number];
