import { expect } from "@std/expect";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunEvent } from "@/engine/core/run_event.ts";
import {
  type CatalogSnapshot,
  createEngine,
  type Engine,
  type EngineOptions,
  type Run,
} from "@/engine/mod.ts";
import { type Gate, startGates } from "./gates.ts";
import { tempPacks } from "./temp_packs.ts";
import { errorOf, outputOf } from "./test_pool.ts";
import { collect, graphOf } from "./testing_pack.ts";
import { within } from "./within.ts";

/** What no op may get hold of: the content of the secret files, and a variable of the server. */
export const SECRET = "Kx7-nobody-may-read-this";
/** The variable of the server that holds {@link SECRET}. */
export const SECRET_NAME = "HOSTILE_STAGE_SECRET";

/** Where hostile ops find what they are after: they have it as `at`. */
export interface Place {
  /** A text file with {@link SECRET}, outside of the nodepacks. */
  secret: string;
  /** A folder with the secret also as JSON, as a module and as a package; nothing may come into it. */
  folder: string;
  /** The folder of their own pack. */
  pack: string;
  /** `folder` as a `file:` address, with a slash at its end. */
  folderUrl: string;
  /** The address of a server that nobody may connect to. */
  port: number;
  /** Process id of the server. */
  server: number;
  /** The folder of the engine. */
  engine: string;
}

/** A server with a hostile pack, an innocent one, and things to steal. */
export interface Stage extends AsyncDisposable {
  engine: Engine;
  place: Place;
  /** What ops have printed, line by line; emptied by {@link expectNoHarm}. */
  lines: string[];
  /** Resolves with the next line that an op prints and that has this in it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Starts a run of one op. */
  start(op: string, more?: { pack?: string; values?: Record<string, unknown> }): Promise<Run>;
  /** Runs one op to its end. */
  run(op: string, more?: { pack?: string; values?: Record<string, unknown> }): Promise<Outcome>;
  /** Says that nothing outside of the host has changed, and that others still can work. */
  expectNoHarm(outcome: Outcome): Promise<void>;
}

/** What came of one op's run. */
export interface Outcome {
  events: RunEvent[];
  /** The node's message; undefined when it completed. */
  error: string | undefined;
  output: unknown;
}

/** What the innocent pack is made of. Its one run that is at work all the time is held by a gate. */
const INNOCENT = {
  "innocent/deno.json": '{ "permissions": { "default": { "net": ["127.0.0.1"] } } }',
  "innocent/ops.ts": `
    export function innocent(value: unknown): unknown { return { value, list: [1, 2].map(String) }; }
    export async function hold(url: string): Promise<string> { return await (await fetch(url)).text(); }
  `,
};

/**
 * Makes a stage.
 *
 * @param packs files of the hostile packs, by their path in the folder of nodepacks
 */
export async function hostileStage(
  packs: (place: Place) => Record<string, string>,
  options: Partial<EngineOptions> = {},
): Promise<Stage> {
  // For good: test files that run at the same time share the environment, and this one with it.
  Deno.env.set(SECRET_NAME, SECRET);
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await tempPacks(INNOCENT));
  const canary = stack.use(startCanary());
  const place = await makePlace(dirname(folder.dir), canary.port);
  await folder.write(packs(place));
  await Deno.mkdir(place.pack, { recursive: true });
  const lines: string[] = [];
  let heard = (_: string): void => {};
  const engine = createEngine({
    nodepackDir: folder.dir,
    log: (_, line) => {
      lines.push(line.slice(0, 1000));
      heard(line);
    },
    ...options,
  });
  stack.defer(() => engine.close());
  await within("all packs", allLoaded(engine), 60_000);
  const gate = stack.use(startGates()).add();
  const held = await startHeld(engine, gate);
  const before = await snapshot(place);
  const own = stack.move();
  const stage: Stage = {
    engine,
    place,
    lines,
    printed(pattern) {
      const { promise, resolve } = Promise.withResolvers<RegExpExecArray>();
      heard = (line) => {
        const found = pattern.exec(line);
        if (found !== null) resolve(found);
      };
      return within(`a line with ${pattern}`, promise, 30_000);
    },
    async start(op, { pack = "hostile", values = {} } = {}) {
      return await engine.run(graphOf({ a: [op, values, pack] }));
    },
    async run(op, more) {
      const run = await stage.start(op, more);
      const events = await within(`the end of ${op}`, collect(run.events), 30_000);
      return { events, error: errorOf(events, "a"), output: outputOf(events, "a") };
    },
    async expectNoHarm({ events }) {
      expect(events.filter((event) => !("node_id" in event))).toEqual([events.at(-1)]);
      const told = lines.splice(0).join("\n") + safeText(events);
      if (told.includes(SECRET)) throw new Error(`The secret has got out: ${told.slice(0, 2000)}`);
      expect(canary.visits).toBe(0);
      expect(await snapshot(place)).toEqual(before);
      const other = await stage.run("innocent", { pack: "innocent", values: { value: 5 } });
      expect([other.output, other.error]).toEqual([{ value: 5, list: ["1", "2"] }, undefined]);
      expect(held.isOver()).toBe(false);
    },
    async [Symbol.asyncDispose]() {
      try {
        gate.end();
        expect(await held.output).toBe("");
      } finally {
        await own.disposeAsync();
      }
    },
  };
  return stage;
}

/** Resolves when no pack is still loading. On a busy machine the first catalog comes before. */
async function allLoaded(engine: Engine): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = ({ problems }: CatalogSnapshot) => {
    if (!problems.some(({ message }) => /still loading/.test(message))) resolve();
  };
  const forget = engine.onCatalogChange(look);
  look(await engine.catalog());
  await promise;
  forget();
}

/** A run of the innocent pack that is at work while the attempts are made. */
async function startHeld(engine: Engine, gate: Gate) {
  const run = await engine.run(graphOf({ h: ["hold", { url: gate.url }, "innocent"] }));
  let isOver = false;
  const events = collect(run.events).finally(() => isOver = true);
  await gate.opened();
  return {
    isOver: () => isOver,
    output: events.then((events) => outputOf(events, "h") ?? errorOf(events, "h")),
  };
}

async function makePlace(root: string, port: number): Promise<Place> {
  const folder = join(root, "outside");
  const at = (name: string) => join(folder, name);
  await Deno.mkdir(at("node_modules/loot"), { recursive: true });
  await Deno.writeTextFile(at("secret.txt"), SECRET);
  await Deno.writeTextFile(at("secret.json"), JSON.stringify({ secret: SECRET }));
  await Deno.writeTextFile(at("secret.ts"), `export default ${JSON.stringify(SECRET)};`);
  await Deno.writeTextFile(at("secret.cjs"), `module.exports = ${JSON.stringify(SECRET)};`);
  await Deno.writeTextFile(at("node_modules/loot/package.json"), '{ "main": "index.js" }');
  await Deno.copyFile(at("secret.cjs"), at("node_modules/loot/index.js"));
  return {
    secret: at("secret.txt"),
    folder,
    pack: join(root, "nodepacks", "hostile"),
    folderUrl: `${pathToFileURL(folder)}/`,
    port,
    server: Deno.pid,
    engine: new URL("../../engine/", import.meta.url).pathname,
  };
}

/** A server that counts who connects. */
function startCanary() {
  let visits = 0;
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const counting = (async () => {
    for await (const connection of listener) {
      visits++;
      connection.close();
    }
  })();
  return {
    port: listener.addr.port,
    get visits() {
      return visits;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      await counting;
    },
  };
}

/** All of the server and its folders that an op might change. */
async function snapshot({ folder, pack }: Place): Promise<unknown> {
  return {
    files: [...await tree(dirname(folder)), ...await tree(pack)].sort(),
    environment: ["PATH", "HOME", SECRET_NAME].map((name) => Deno.env.get(name)),
    folder: Deno.cwd(),
    mask: Deno.umask(),
    globals: [Object.prototype, Array.prototype, Promise.prototype, Map.prototype, JSON, globalThis]
      .map((it) => Reflect.ownKeys(it).length),
  };
}

/** Each file with its type, mode and text. */
async function tree(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    const path = join(folder, name);
    const { mode } = await Deno.lstat(path);
    found.push(`${path} ${mode} ${isFile ? await Deno.readTextFile(path) : ""}`);
    if (isDirectory) found.push(...await tree(path));
  }
  return found;
}

/** Events as text, those that are too large left out in the middle. */
function safeText(events: RunEvent[]): string {
  return events.map((event) => JSON.stringify(event).slice(0, 1_000_000)).join("\n");
}
