import { methods } from "../../server/methods.ts";
import { define } from "../../utils.ts";

/** `GET /workflows`: the examples. */
export const handler = define.handlers(methods({
  async GET({ state }) {
    return Response.json(await state.workflows.list());
  },
}));
