import { HttpError } from "fresh";
import { methods } from "../../../server/methods.ts";
import { define } from "../../../utils.ts";

/** `DELETE /runs/<id>`: stops a run; answers when nothing of it is left. */
export const handler = define.handlers(methods({
  async DELETE({ params, state }) {
    const run = state.engine.findRun(params.id);
    if (run === undefined) throw new HttpError(404, `There is no run "${params.id}"`);
    await run.stop();
    return new Response(null, { status: 204 });
  },
}));
