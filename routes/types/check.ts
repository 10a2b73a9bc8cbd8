import { parseRunRequest } from "../../engine/core/parse_graph.ts";
import { methods } from "../../server/methods.ts";
import { readJson } from "../../server/read_body.ts";
import { define } from "../../utils.ts";

/** `POST /types/check`: says of each edge of a graph whether its types fit, and runs nothing. */
export const handler = define.handlers(methods({
  async POST({ req, state }) {
    const graph = parseRunRequest(await readJson(req, state.bodyLimit));
    return Response.json(await state.engine.checkTypes(graph));
  },
}));
