import { readJson } from "../../server/read_body.ts";
import { methods } from "../../server/methods.ts";
import { runOutcome, startRun } from "../../server/run_answers.ts";
import { define } from "../../utils.ts";

/** `POST /execute`: runs a graph and answers with the views' values. */
export const handler = define.handlers(methods({
  async POST({ req, state }) {
    const run = await startRun(state.engine, await readJson(req, state.bodyLimit), req.signal);
    return Response.json(await runOutcome(run), { headers: { "X-Run-Id": run.id } });
  },
}));
