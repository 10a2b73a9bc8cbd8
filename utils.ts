import { createDefine } from "fresh";

/** What middlewares hand on to handlers and pages in `ctx.state`. */
// deno-lint-ignore no-empty-interface
export interface State {}

/** Types handlers, pages and middlewares of this app. */
export const define = createDefine<State>();
