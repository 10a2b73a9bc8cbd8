import { workflowToRunRequest } from "../../engine/core/workflow.ts";
import { type Api, createApi } from "../api.ts";
import { browserClock, type Clock } from "../clock.ts";
import { type CatalogModel, createCatalog } from "./catalog.ts";
import { createGraph, type GraphModel } from "./graph.ts";
import { createHands, type HandsModel } from "./hands.ts";
import { createLayout, type LayoutModel } from "./layout.ts";
import { createNotices, type NoticesModel } from "./notices.ts";
import { createRun, type RunModel } from "./run.ts";
import { createSettings, type SettingsModel } from "./settings.ts";
import { browserStorage, type TextStorage } from "./storage.ts";

/** Everything behind the page. Components find it with `useEditor()`. */
export interface EditorModel {
  readonly api: Api;
  readonly clock: Clock;
  readonly graph: GraphModel;
  readonly run: RunModel;
  readonly catalog: CatalogModel;
  readonly settings: SettingsModel;
  readonly layout: LayoutModel;
  readonly notices: NoticesModel;
  readonly hands: HandsModel;
  /** Takes what the browser has kept, and begins to follow the server; the returned function ends that. */
  start(): () => void;
}

/** What an editor works with; what is left out is the browser's own. */
export interface EditorOptions {
  api?: Api;
  clock?: Clock;
  /** Where the layout is kept. */
  local?: TextStorage;
  /** Where the environment variables are kept, and nowhere else. */
  session?: TextStorage;
}

/** Makes the models of an editor and ties them together. Nothing is asked of the server yet. */
export function createEditor(options: EditorOptions = {}): EditorModel {
  const { clock = browserClock } = options;
  const { api = createApi({ clock }) } = options;
  const catalog = createCatalog({ api, clock });
  const graph = createGraph({ findOp: catalog.find });
  const settings = createSettings(options.session ?? browserStorage("sessionStorage"));
  const layout = createLayout(options.local ?? browserStorage("localStorage"));
  const notices = createNotices();
  const hands = createHands();
  const run = createRun({
    api,
    clock,
    request: () => workflowToRunRequest(graph.toWorkflow(), settings.envVars.value, catalog.find),
    onStart: () => layout.setPanel("status", true),
  });
  return {
    ...{ api, clock, graph, run, catalog, settings, layout, notices, hands },
    start() {
      layout.restore();
      settings.restore();
      catalog.reload();
      return () => {
        catalog.dispose();
        run.stop();
      };
    },
  };
}
