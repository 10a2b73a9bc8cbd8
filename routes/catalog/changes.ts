import { catalogVersions } from "../../server/catalog_versions.ts";
import { eventStreamResponse } from "../../server/event_stream.ts";
import { methods } from "../../server/methods.ts";
import { define } from "../../utils.ts";

/** `GET /catalog/changes`: the catalog's version at once, and again after each change. */
export const handler = define.handlers(methods({
  GET({ req, state }) {
    const gone = new AbortController();
    const signal = AbortSignal.any([gone.signal, req.signal, state.closing]);
    return eventStreamResponse({
      items: catalogVersions(state.engine, signal),
      encode: (version) => JSON.stringify({ version }),
      onGone: () => gone.abort(),
    });
  },
}));
