import { HttpError } from "fresh";
import { methods } from "../../server/methods.ts";
import { lastSegment } from "../../server/path.ts";
import { define } from "../../utils.ts";

/** `GET /workflows/<name>.json`: the file of an example. */
export const handler = define.handlers(methods({
  async GET({ state, url }) {
    const file = lastSegment(url);
    const text = await state.workflows.read(file);
    if (text === undefined) throw new HttpError(404, `There is no example "${file}"`);
    return new Response(text, { headers: { "Content-Type": "application/json" } });
  },
}));
