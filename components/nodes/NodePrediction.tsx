import type { NodePrediction as Prediction } from "../../engine/core/prediction.ts";
import { useEditor } from "../editor/context.ts";

const WORDS: Readonly<Record<Prediction, string>> = {
  up_to_date: "up to date",
  stale: "stale",
  will_run: "will run",
};
const WHY: Readonly<Record<Prediction, string>> = {
  up_to_date: "Its result is known: it will not run again.",
  stale: "It depends on nodes that will run, and runs if what they give has changed.",
  will_run: "Its result is not known, or is never reused.",
};

/** What the next run would do with a node, above its frame: nothing moves when it comes or goes. */
export function NodePrediction({ id }: { id: string }) {
  const prediction = useEditor().reuse.prediction(id).value;
  if (prediction === undefined) return null;
  return (
    <span class="node-prediction" data-prediction={prediction} title={WHY[prediction]}>
      {WORDS[prediction]}
    </span>
  );
}
