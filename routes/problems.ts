import { methods } from "../server/methods.ts";
import { versionedJson } from "../server/versioned_json.ts";
import { define } from "../utils.ts";

/** `GET /problems`: what could not be loaded, and why. */
export const handler = define.handlers(methods({
  async GET({ req, state }) {
    const { problems, version } = await state.engine.catalog();
    return versionedJson(req, version, problems);
  },
}));
