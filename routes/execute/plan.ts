import { parseRunRequest } from "../../engine/core/parse_graph.ts";
import { methods } from "../../server/methods.ts";
import { readJson } from "../../server/read_body.ts";
import { define } from "../../utils.ts";

/** `POST /execute/plan`: says which nodes of a graph would run, and runs none. */
export const handler = define.handlers(methods({
  async POST({ req, state }) {
    const request = parseRunRequest(await readJson(req, state.bodyLimit));
    return Response.json({ nodes: await state.engine.predict(request) });
  },
}));
