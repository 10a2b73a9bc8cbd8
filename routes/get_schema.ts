import { methods } from "../server/methods.ts";
import { versionedJson } from "../server/versioned_json.ts";
import { define } from "../utils.ts";

/** `GET /get_schema`: the schemas of all ops. */
export const handler = define.handlers(methods({
  async GET({ req, state }) {
    const { ops, version } = await state.engine.catalog();
    return versionedJson(req, version, ops.map(({ schema }) => schema));
  },
}));
