import type { FileRouteModule } from "./file_routes.ts";

/** An island: a component that is rendered on the server and hydrated in the browser. */
export interface Island {
  /** Name for messages: the file's, without extension. */
  name: string;
  /** The export of the file that is this island. */
  exportName: string;
  /** URL of the browser module that has the export. */
  chunk: string;
  /** URLs of the modules `chunk` imports, to be fetched along with it. */
  preload: readonly string[];
}

/** A file under `routes/`. */
export interface FileRoute {
  /** Path below `routes/` without extension, beginning with a slash: `/runs/[id]`. */
  id: string;
  /** Path of the file, for messages. */
  file: string;
  load: () => Promise<FileRouteModule>;
}

/** A file that `staticFiles()` serves. */
export interface StaticFile {
  contentType: string;
  /** Hash of the content; null in development, where it may change. */
  hash: string | null;
  /** True where the URL has the hash in it, so that the content never changes. */
  immutable: boolean;
  /** Path on disk, or the content itself. */
  source: string | Uint8Array<ArrayBuffer>;
}

/** What a build leaves for the server. */
export interface Snapshot {
  /** Changes whenever a served file does. */
  buildId: string;
  /** Project root, absolute. */
  root: string;
  /** URL of the browser module that hydrates islands. */
  clientEntry: string;
  /** Islands by their component, once they are loaded. */
  islands: ReadonlyMap<unknown, Island>;
  /** Loads the islands; called before a page is rendered. */
  loadIslands(): Promise<void>;
  /** The files under `routes/`; those that only matter to their own path may still be to be loaded. */
  routes: readonly (LoadedRoute | FileRoute)[];
  /** Finds a static file by its URL path, null where there is none. */
  readStatic(pathname: string): Promise<StaticFile | null>;
}

/** A file route with its module. */
export interface LoadedRoute extends Omit<FileRoute, "load"> {
  mod: FileRouteModule;
}

/** An island file with its module. */
export interface IslandModule {
  mod: Record<string, unknown>;
  name: string;
  chunk: string;
  preload: string[];
}

/** The form of `_fresh/snapshot.js`, which is generated code. */
export interface DiskSnapshot {
  buildId: string;
  clientEntry: string;
  islands: readonly (Omit<IslandModule, "mod"> & {
    load: () => Promise<Record<string, unknown>>;
  })[];
  routes: readonly FileRoute[];
  /** By URL path; `source` is relative to the project root. */
  staticFiles: Readonly<Record<string, Omit<StaticFile, "source"> & { source: string }>>;
}

/**
 * Brings what a build names to life. Modules that answer one path alone, and islands, are loaded when
 * they are asked for, so that a server does not start with waiting for its pages.
 */
export async function loadSnapshot(disk: DiskSnapshot, root: string): Promise<Snapshot> {
  const files = new Map(Object.entries(disk.staticFiles));
  const islands = new Map<unknown, Island>();
  const isShared = ({ id }: FileRoute): boolean => /\/_[^/]*$/.test(id);
  const shared = await loadRoutes(disk.routes.filter(isShared));
  return {
    buildId: disk.buildId,
    root,
    clientEntry: disk.clientEntry,
    islands,
    loadIslands: once(async () => {
      const modules = disk.islands.map(async ({ load, ...island }) => {
        return { ...island, mod: await load() };
      });
      for (const [component, island] of islandRegistry(await Promise.all(modules))) {
        islands.set(component, island);
      }
    }),
    routes: [...shared, ...disk.routes.filter((route) => !isShared(route))],
    readStatic: (pathname) => {
      const file = files.get(pathname);
      const found = file === undefined ? null : { ...file, source: `${root}/${file.source}` };
      return Promise.resolve(found);
    },
  };
}

/** Maps every function that an island file exports to where the browser finds it. */
export function islandRegistry(islands: readonly IslandModule[]): Map<unknown, Island> {
  const registry = new Map<unknown, Island>();
  for (const { mod, name, chunk, preload } of islands) {
    for (const [exportName, value] of Object.entries(mod)) {
      if (typeof value === "function") registry.set(value, { name, exportName, chunk, preload });
    }
  }
  return registry;
}

/** Imports the modules of file routes. */
export function loadRoutes(routes: readonly FileRoute[]): Promise<LoadedRoute[]> {
  return Promise.all(
    routes.map(async ({ id, file, load }) => ({ id, file, mod: await load() })),
  );
}

/** Calls a function the first time, and gives its promise ever after; a failure is not kept. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
