// About the stand-in's own way to reload, so it is imported by its path in both modes.
import { expect } from "@std/expect";
import { Builder } from "../../../links/fresh/dev/mod.ts";
import { App } from "../../../links/fresh/mod.ts";
import { staticFiles } from "../../../links/fresh/src/static_files.ts";
import { FIXTURE } from "./fixture.ts";

/** Serves the fixture's files for development while `run` runs. */
async function whileServing(run: (url: string) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const { promise: port, resolve } = Promise.withResolvers<number>();
  const app = new App().use(staticFiles()).get("/", (ctx) => ctx.text("the app"));
  const ended = new Builder({ root: FIXTURE, routeDir: "no-routes" }).listen(
    () => Promise.resolve({ app }),
    { port: 0, signal: stop.signal, onListen: (address) => resolve(address.port) },
  );
  try {
    await run(`http://127.0.0.1:${await port}`);
  } finally {
    stop.abort();
    await ended;
  }
}

/** The first event of the stream that pages listen to. */
async function revisionAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/_frsh/alive`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader?.read() ?? {};
  await reader?.cancel();
  return /data: (\S+)\n\n/.exec(value ?? "")?.[1] ?? "";
}

Deno.test("Builder.listen() serves the app and files that are not cached", async () => {
  await whileServing(async (url) => {
    expect(await (await fetch(url)).text()).toBe("the app");
    const css = await fetch(`${url}/flow.css`);
    expect(await css.text()).toContain(".flow");
    expect(css.headers.get("Cache-Control")).toContain("no-store");
    expect(css.headers.get("ETag")).toBe(null);
  });
});

Deno.test("Builder.listen() tells pages of each start by another revision", async () => {
  const revisions = new Set<string>();
  await whileServing(async (url) => {
    revisions.add(await revisionAt(url)).add(await revisionAt(url));
  });
  expect(revisions.size).toBe(1);
  await whileServing(async (url) => {
    revisions.add(await revisionAt(url));
  });
  expect(revisions.size).toBe(2);
});
