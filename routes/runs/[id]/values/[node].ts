import { HttpError } from "fresh";
import { methods } from "../../../../server/methods.ts";
import { lastSegment } from "../../../../server/path.ts";
import { define } from "../../../../utils.ts";

/** `GET /runs/<id>/values/<node>`: the whole output of a node. */
export const handler = define.handlers(methods({
  async GET({ params, state, url }) {
    const node = lastSegment(url);
    const value = await state.engine.value(params.id, node);
    if (value === undefined) {
      throw new HttpError(
        404,
        `There is no value of node "${node}" of run "${params.id}" any more: run the graph again`,
      );
    }
    return Response.json(value, { headers: { "Cache-Control": "private, max-age=3600" } });
  },
}));
