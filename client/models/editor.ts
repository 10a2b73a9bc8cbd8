import type { CatalogModel } from "./catalog.ts";
import type { GraphModel } from "./graph.ts";
import type { LayoutModel } from "./layout.ts";
import type { NoticesModel } from "./notices.ts";
import type { RunModel } from "./run.ts";
import type { SettingsModel } from "./settings.ts";
import type { Api } from "../api.ts";

/** Everything behind the page. Components find it with `useEditor()`. */
export interface EditorModel {
  readonly api: Api;
  readonly graph: GraphModel;
  readonly run: RunModel;
  readonly catalog: CatalogModel;
  readonly settings: SettingsModel;
  readonly layout: LayoutModel;
  readonly notices: NoticesModel;
}
