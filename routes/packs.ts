import { methods } from "../server/methods.ts";
import { listPacks } from "../server/pack_listing.ts";
import { versionedJson } from "../server/versioned_json.ts";
import { define } from "../utils.ts";

/** `GET /packs`: the nodepacks, with what each may do. */
export const handler = define.handlers(methods({
  async GET({ req, state }) {
    const catalog = await state.engine.catalog();
    return versionedJson(req, catalog.version, listPacks(catalog));
  },
}));
