// These are about the stand-in itself, so they import it by its path in both modes.
import { expect } from "@std/expect";
import { readFileRoutes } from "../../../links/fresh/src/file_routes.ts";
import { type DiskSnapshot, loadSnapshot, once } from "../../../links/fresh/src/snapshot.ts";

function disk(loads: string[], page: Record<string, unknown>): DiskSnapshot {
  const route = (id: string, mod: Record<string, unknown>) => ({
    id,
    file: `routes${id}`,
    load: () => {
      loads.push(id);
      return Promise.resolve(mod);
    },
  });
  const island = {
    load: () => {
      loads.push("island");
      return Promise.resolve({ Island: () => null });
    },
  };
  return {
    buildId: "1",
    clientEntry: "/boot.js",
    islands: [{ ...island, name: "Island", chunk: "/island.js", preload: [] }],
    routes: [route("/_app", { default: () => null }), route("/page", page)],
    staticFiles: {},
  };
}

Deno.test("loadSnapshot() loads a page and the islands when they are asked for, once", async () => {
  const loads: string[] = [];
  const snapshot = await loadSnapshot(disk(loads, { default: () => null }), "/");
  const { routes } = readFileRoutes(snapshot.routes);
  expect(loads).toEqual(["/_app"]);
  expect(routes.map(({ pattern }) => pattern)).toEqual(["/page"]);
  await Promise.all([routes[0].route(), routes[0].route()]);
  expect(loads).toEqual(["/_app", "/page"]);
  expect(snapshot.islands.size).toBe(0);
  await Promise.all([snapshot.loadIslands(), snapshot.loadIslands()]);
  expect(loads).toEqual(["/_app", "/page", "island"]);
  expect(snapshot.islands.size).toBe(1);
});

Deno.test("readFileRoutes() names a page that exports nothing of use when it is asked for", async () => {
  const snapshot = await loadSnapshot(disk([], {}), "/");
  const { routes } = readFileRoutes(snapshot.routes);
  await expect(routes[0].route()).rejects.toThrow("routes/page exports neither");
});

Deno.test("once() calls a function once, and again when it has failed", async () => {
  let calls = 0;
  const load = once(() => {
    calls++;
    return calls === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(calls);
  });
  const first = [load(), load()];
  for (const promise of first) await expect(promise).rejects.toThrow("not yet");
  expect(calls).toBe(1);
  expect(await Promise.all([load(), load()])).toEqual([2, 2]);
  expect(await load()).toBe(2);
});
