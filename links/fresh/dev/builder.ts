import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type App, attachSnapshot, type ListenOptions } from "../src/app.ts";
import type { FileRouteModule } from "../src/file_routes.ts";
import {
  type IslandModule,
  islandRegistry,
  loadRoutes,
  type Snapshot,
  type StaticFile,
} from "../src/snapshot.ts";
import { unsupported } from "../src/unsupported.ts";
import { type Bundle, bundleIslands, nameOf } from "./bundle.ts";
import { contentTypeOf, filesBelow, hashOf } from "./files.ts";
import { liveReload } from "./live_reload.ts";
import {
  type OnTransformOptions,
  type Transform,
  transformFile,
  type TransformFn,
} from "./transform.ts";
import { type BuildFiles, writeBuild } from "./write_build.ts";

/** Options of a {@linkcode Builder}; paths are relative to `root`. */
export interface BuildOptions {
  /** Browsers to build for, in esbuild's words. */
  target?: string | string[];
  /** Project folder; the current one where left out. */
  root?: string;
  /** The file that exports `app`. */
  serverEntry?: string;
  /** Where a production build goes. */
  outDir?: string;
  /** Folders with files to serve as they are; the first that has a file wins. */
  staticDir?: string | string[];
  /** Folder of the islands. */
  islandDir?: string;
  /** Folder of the file routes. */
  routeDir?: string;
  /** Files to leave out of islands and routes. */
  ignore?: RegExp[];
  /** Not supported by the stand-in: production has no source maps, development has them inline. */
  sourceMap?: unknown;
}

type Mode = "development" | "production";

const SOURCE = /\.[jt]sx?$/;
const TEST = /[._]test\.[jt]sx?$/;

/** Builds an app's browser code, and serves the app in development. */
export class Builder {
  #root: string;
  #options: BuildOptions;
  #transforms: Transform[] = [];

  constructor(options: BuildOptions = {}) {
    if (options.sourceMap !== undefined) throw unsupported("new Builder({ sourceMap })");
    this.#options = options;
    this.#root = absolute(options.root ?? ".", Deno.cwd());
  }

  /** Registers a change to files under `static/`, made when they are built. */
  onTransformStaticFile(options: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.push({ ...options, fn });
  }

  /** Left out of the stand-in: islands are the files in `islands/`. */
  registerIsland(): never {
    throw unsupported("builder.registerIsland()");
  }

  /**
   * Builds the app.
   *
   * @param options `snapshot: "memory"` writes nothing, and is for tests
   * @returns a function that gives an app this build
   */
  async build(
    options: { mode?: Mode; snapshot?: "disk" | "memory" } = {},
  ): Promise<<State>(app: App<State>) => void> {
    const mode = options.mode ?? "production";
    const files = await this.#collect(mode);
    if (options.snapshot !== "memory") {
      await writeBuild(files, {
        root: this.#root,
        outDir: this.#path("outDir", "_fresh"),
        serverEntry: this.#path("serverEntry", "main.ts"),
      });
      return () => {
        throw unsupported('applying a build that is not { snapshot: "memory" }');
      };
    }
    const snapshot = await inMemory(files, this.#root, mode);
    return (app) => attachSnapshot(app, snapshot, mode);
  }

  /** Serves the app from memory; pages reload when the process restarts with changed code. */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    const [imported, apply] = await Promise.all([
      importApp(),
      this.build({ mode: "development", snapshot: "memory" }),
    ]);
    const app = "app" in imported ? imported.app : imported;
    apply(app);
    await Deno.serve(options, liveReload(app.handler())).finished;
  }

  async #collect(mode: Mode): Promise<BuildFiles> {
    const islandDir = this.#path("islandDir", "islands");
    const routeDir = this.#path("routeDir", "routes");
    const islands = await this.#sources(islandDir);
    const target = this.#options.target ?? ["chrome99", "firefox99", "safari15"];
    const bundle = await bundleIslands({ root: this.#root, islands, mode, target });
    const routes = await this.#sources(routeDir);
    const statics = await this.#statics(mode);
    return {
      bundle,
      statics,
      islands: islands.map((file) => ({ file, name: nameOf(file), ...chunkOf(bundle, file) })),
      routes: routes.map((file) => ({ file, id: file.slice(routeDir.length).replace(SOURCE, "") })),
    };
  }

  async #sources(folder: string): Promise<string[]> {
    const ignore = this.#options.ignore ?? [TEST];
    const paths = (await filesBelow(folder)).map((path) => `${folder}/${path}`);
    return paths.filter((path) => SOURCE.test(path) && !ignore.some((one) => one.test(path)));
  }

  async #statics(mode: Mode): Promise<BuildFiles["statics"]> {
    const statics: BuildFiles["statics"] = new Map();
    const folders = [this.#options.staticDir ?? "static"].flat();
    for (const folder of folders.map((one) => absolute(one, this.#root))) {
      for (const path of await filesBelow(folder)) {
        if (statics.has(`/${path}`) || /(?:^|\/)\.(?!well-known)/.test(path)) continue;
        const source = `${folder}/${path}`;
        const content = await transformFile(source, mode, this.#transforms);
        const hash = await hashOf(content ?? await Deno.readFile(source));
        statics.set(`/${path}`, { source, content, hash });
      }
    }
    return statics;
  }

  #path(option: "outDir" | "serverEntry" | "islandDir" | "routeDir", otherwise: string): string {
    return absolute(this.#options[option] ?? otherwise, this.#root);
  }
}

function chunkOf(bundle: Bundle, file: string): { chunk: string; preload: string[] } {
  const found = bundle.islands.get(file);
  if (found === undefined) throw new Error(`The bundle has no island ${file}`);
  return found;
}

async function inMemory(files: BuildFiles, root: string, mode: Mode): Promise<Snapshot> {
  const load = (file: string): Promise<Record<string, unknown>> => import(pathToFileURL(file).href);
  const islands: IslandModule[] = await Promise.all(
    files.islands.map(async ({ file, name, chunk, preload }) => {
      return { mod: await load(file), name, chunk, preload };
    }),
  );
  const routes = files.routes.map(({ file, id }) => {
    return { id, file, load: (): Promise<FileRouteModule> => load(file) };
  });
  const found = new Map<string, StaticFile>();
  const dev = mode === "development";
  for (const [url, { source, content, hash }] of files.statics) {
    const contentType = contentTypeOf(url);
    found.set(url, {
      contentType,
      hash: dev ? null : hash,
      immutable: false,
      source: content ?? source,
    });
  }
  for (const [url, content] of files.bundle.files) {
    found.set(url, {
      contentType: contentTypeOf(url),
      hash: null,
      immutable: true,
      source: content,
    });
  }
  return {
    buildId: crypto.randomUUID(),
    root,
    clientEntry: files.bundle.clientEntry,
    islands: islandRegistry(islands),
    loadIslands: () => Promise.resolve(),
    routes: await loadRoutes(routes),
    readStatic: (pathname) => Promise.resolve(found.get(pathname) ?? null),
  };
}

function absolute(path: string, base: string): string {
  return path.startsWith("file://") ? fileURLToPath(path) : resolve(base, path);
}
