import { workflowToRunRequest } from "../../engine/core/workflow.ts";
import { type Api, createApi } from "../api.ts";
import { browserClock, type Clock } from "../clock.ts";
import { type CatalogModel, createCatalog } from "./catalog.ts";
import { createDraft, type DraftModel } from "./draft.ts";
import { createGraph, type GraphModel } from "./graph.ts";
import { createHands, type HandsModel } from "./hands.ts";
import { createLayout, type LayoutModel } from "./layout.ts";
import type { Look } from "./look.ts";
import { createNotices, type NoticesModel } from "./notices.ts";
import { createReuse, type ReuseModel } from "./reuse.ts";
import { createRun, type RunModel } from "./run.ts";
import { createRunHistory, type RunHistory } from "./run_history.ts";
import { createSettings, type SettingsModel } from "./settings.ts";
import { browserStorage, type TextStorage, withCookies } from "./storage.ts";
import { createTheme, type ThemeModel } from "./theme.ts";
import { createTypes, type TypesModel } from "./types.ts";

/** Everything behind the page. Components find it with `useEditor()`. */
export interface EditorModel {
  readonly api: Api;
  readonly clock: Clock;
  readonly graph: GraphModel;
  /** The graph as the browser keeps it. */
  readonly draft: DraftModel;
  readonly run: RunModel;
  /** The runs of this page that have ended. */
  readonly history: RunHistory;
  readonly reuse: ReuseModel;
  readonly types: TypesModel;
  readonly catalog: CatalogModel;
  readonly settings: SettingsModel;
  readonly layout: LayoutModel;
  readonly theme: ThemeModel;
  readonly notices: NoticesModel;
  readonly hands: HandsModel;
  /** Takes what the browser has kept, and begins to follow the server; the returned function ends that. */
  start(): () => void;
}

/** What an editor works with; what is left out is the browser's own. */
export interface EditorOptions {
  api?: Api;
  clock?: Clock;
  /** How the server has rendered the page. */
  look?: Look;
  /** Where the layout and the theme are kept. */
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
  const draft = createDraft();
  const settings = createSettings(options.session ?? browserStorage("sessionStorage"));
  const local = options.local ?? browserStorage("localStorage");
  const layout = createLayout(withCookies(local), options.look?.layout);
  const theme = createTheme(withCookies(local), options.look?.theme);
  const notices = createNotices();
  const hands = createHands();
  const types = createTypes();
  const request = () =>
    workflowToRunRequest(graph.toWorkflow(), settings.envVars.value, catalog.find);
  const history = createRunHistory(() => graph.about.value);
  const run = createRun({
    api,
    clock,
    ready: () => draft.state.value === "restoring" ? draft.ready : undefined,
    request: () => reuse.on.value ? { ...request(), reuse: true } : request(),
    onStart() {
      // A narrow page says in its list how the run goes, which the panel would lie over.
      if (!layout.narrow.value) layout.setPanel("status", true);
    },
    about: () => graph.about.peek(),
    onEnd: history.add,
  });
  const reuse = createReuse({
    ...{ api, clock, request, active: run.active, storage: local },
    touch() {
      graph.nodes.value;
      graph.edges.value;
      settings.envVars.value;
      catalog.ops.value;
    },
  });
  return {
    ...{ api, clock, graph, draft, run, history, reuse, types, catalog, settings, layout, notices },
    ...{ theme, hands },
    start() {
      layout.restore();
      settings.restore();
      reuse.restore();
      catalog.reload();
      const end = reuse.follow();
      return () => {
        end();
        catalog.dispose();
        run.stop();
      };
    },
  };
}
