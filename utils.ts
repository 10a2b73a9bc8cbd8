import { createDefine } from "fresh";
import type { Services } from "./server/services.ts";

/** What handlers and pages find in `ctx.state`. */
export type State = Services;

/** Types handlers, pages and middlewares of this app. */
export const define = createDefine<State>();
