import { App, staticFiles } from "fresh";
import type { State } from "./utils.ts";

/** The web app: static files, then the routes under `routes/`. */
export const app = new App<State>()
  .use(staticFiles())
  .fsRoutes();
