import { PsynapseError } from "../../engine/core/errors.ts";
import { methods } from "../../server/methods.ts";
import { readJson } from "../../server/read_body.ts";
import { parseStreamForm, startRun, streamRefusal, streamRun } from "../../server/run_answers.ts";
import { define } from "../../utils.ts";

/** `POST /execute/stream`: runs a graph and tells of it as it happens. */
export const handler = define.handlers(methods({
  async POST({ req, state, url }) {
    const form = parseStreamForm(url);
    const body = await readJson(req, state.bodyLimit);
    const previews = form === "delta" ? "all" : undefined;
    try {
      return streamRun(
        await startRun(state.engine, body, { signal: req.signal, previews }),
        form,
        state.stallMs,
      );
    } catch (error) {
      if (error instanceof PsynapseError && error.code === "bad_graph") return streamRefusal(error);
      throw error;
    }
  },
}));
