import { readJson } from "../../server/read_body.ts";
import { methods } from "../../server/methods.ts";
import { answerRun, startRun } from "../../server/run_answers.ts";
import { define } from "../../utils.ts";

/** `POST /execute`: runs a graph and answers with the views' values. */
export const handler = define.handlers(methods({
  async POST({ req, state }) {
    const body = await readJson(req, state.bodyLimit);
    const options = { signal: req.signal, previews: "not views" } as const;
    const run = await startRun(state.engine, body, options);
    return await answerRun(run);
  },
}));
