import { expect } from "@std/expect";
import type { Api } from "@/client/api.ts";
import { createCatalog } from "@/client/models/catalog.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { Channel, failure, fakeApi, success } from "../../helpers/fake_api.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";
import { until } from "../../helpers/until.ts";

function op(name: string, pack = "basic"): OpSchema {
  return {
    ...{ name, pack, params: [], returns: [], docstring: "", filepath: `nodepacks/${pack}/ops.ts` },
    is_progress_node: false,
    is_stream_node: false,
  };
}

function setUp(calls: Partial<Api>) {
  const clock = new ManualClock();
  const catalog = createCatalog({ clock, api: fakeApi(calls) });
  return { clock, catalog, [Symbol.dispose]: () => catalog.dispose() };
}

Deno.test("createCatalog() loads nothing before it is told to", () => {
  const { catalog, clock } = setUp({});
  expect(catalog.state.value).toEqual({ status: "loading" });
  expect(clock.waiting).toBe(0);
});

Deno.test("reload() loads schemas and problems when the server names its version", async () => {
  const changes = new Channel<string>();
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(changes)),
    schema: () => Promise.resolve(success([op("add")])),
    problems: () => Promise.resolve(success([{ message: "ops.ts does not parse" }])),
    packs: () => Promise.resolve(success([{ name: "basic", permissions: ["nothing"] }])),
  });
  const { catalog } = made;
  catalog.reload();
  expect(catalog.ops.value).toEqual([]);
  changes.push("1");
  await until(() => catalog.state.value.status === "ready");
  expect(catalog.ops.value).toEqual([op("add")]);
  expect(catalog.problems.value).toEqual([{ message: "ops.ts does not parse" }]);
  expect(catalog.permissions.value.get("basic")).toEqual(["nothing"]);
});

Deno.test("reload() follows changes of the catalog", async () => {
  const changes = new Channel<string>();
  let names = ["add"];
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(changes)),
    schema: () => Promise.resolve(success(names.map((name) => op(name)))),
    problems: () => Promise.resolve(success([])),
  });
  const { catalog } = made;
  catalog.reload();
  changes.push("1");
  await until(() => catalog.ops.value.length === 1);
  names = ["add", "subtract"];
  changes.push("2");
  await until(() => catalog.ops.value.length === 2);
  expect(catalog.find("subtract")?.name).toBe("subtract");
});

Deno.test("reload() tries again after a failure, each time later, and counts the seconds", async () => {
  let tries = 0;
  using made = setUp({
    catalogChanges: () => {
      tries += 1;
      return Promise.resolve(failure("The server does not answer."));
    },
  });
  const { catalog, clock } = made;
  catalog.reload();
  for (const [index, seconds] of [1, 2, 4, 8, 15, 30, 30].entries()) {
    await until(() => catalog.state.value.retryInSeconds === seconds);
    expect(catalog.state.value).toEqual({
      status: "error",
      error: "The server does not answer.",
      retryInSeconds: seconds,
    });
    expect(tries).toBe(index + 1);
    clock.advance(seconds * 1000);
  }
});

Deno.test("reload() ends the wait for the next try", async () => {
  const changes = new Channel<string>();
  const answers = [failure("away"), failure("away"), success(changes)];
  using made = setUp({
    catalogChanges: () => Promise.resolve(answers.shift() ?? failure("none left")),
    schema: () => Promise.resolve(success([op("add")])),
    problems: () => Promise.resolve(success([])),
  });
  const { catalog, clock } = made;
  catalog.reload();
  await until(() => catalog.state.value.status === "error");
  clock.advance(1000);
  await until(() => catalog.state.value.retryInSeconds === 2);
  catalog.reload();
  changes.push("1");
  await until(() => catalog.state.value.status === "ready");
  expect(clock.waiting).toBe(0);
});

Deno.test("a catalog keeps its ops while the server is away, and is ready again when it is back", async () => {
  const channels = [new Channel<string>(), new Channel<string>()];
  let next = 0;
  let loads = 0;
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(channels[next++])),
    schema: () => {
      loads += 1;
      return Promise.resolve(success([op("add")]));
    },
    problems: () => Promise.resolve(success([])),
  });
  const { catalog, clock } = made;
  catalog.reload();
  channels[0].push("1");
  await until(() => catalog.state.value.status === "ready");
  channels[0].end(new Error("The server does not answer."));
  await until(() => catalog.state.value.status === "error");
  expect(catalog.state.value.error).toBe("The server does not answer.");
  expect(catalog.find("add")).toBeDefined();

  clock.advance(1000);
  channels[1].push("1");
  await until(() => catalog.state.value.status === "ready");
  // The same version: there is nothing new to load.
  expect(loads).toBe(1);
});

Deno.test("a catalog that cannot load says why, and keeps what it had", async () => {
  const changes = new Channel<string>();
  const schemas = [success([op("add")]), failure("The server answered 500.", "http")];
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(changes)),
    schema: () => Promise.resolve(schemas.shift() ?? failure("none left")),
    problems: () => Promise.resolve(success([])),
  });
  const { catalog } = made;
  catalog.reload();
  changes.push("1");
  await until(() => catalog.state.value.status === "ready");
  changes.push("2");
  await until(() => catalog.state.value.status === "error");
  expect(catalog.state.value.error).toBe("The server answered 500.");
  expect(catalog.ops.value).toHaveLength(1);
});

Deno.test("find() gives the first pack's op, or the named pack's", async () => {
  const changes = new Channel<string>();
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(changes)),
    schema: () => Promise.resolve(success([op("add", "basic"), op("add", "more")])),
    problems: () => Promise.resolve(success([])),
  });
  const { catalog } = made;
  catalog.reload();
  changes.push("1");
  await until(() => catalog.state.value.status === "ready");
  expect(catalog.find("add")?.pack).toBe("basic");
  expect(catalog.find("add", "more")?.pack).toBe("more");
  expect(catalog.find("add", "none")).toBeUndefined();
  expect(catalog.find("divide")).toBeUndefined();
});

Deno.test("dispose() ends connections and waits", async () => {
  let signal: AbortSignal | undefined;
  const { catalog, clock } = setUp({
    catalogChanges: (given) => {
      signal = given;
      return Promise.resolve(failure("away"));
    },
  });
  catalog.reload();
  await until(() => catalog.state.value.status === "error");
  catalog.dispose();
  expect(signal?.aborted).toBe(true);
  expect(clock.waiting).toBe(0);
});

Deno.test("resume() follows again, and loads only what changed meanwhile", async () => {
  const channels = [new Channel<string>(), new Channel<string>(), new Channel<string>()];
  const [first, second, third] = channels;
  const loads: OpSchema[] = [];
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(channels.shift() ?? new Channel())),
    schema: () => {
      loads.push(op(`op${loads.length}`));
      return Promise.resolve(success([...loads]));
    },
    problems: () => Promise.resolve(success([])),
  });
  const { catalog } = made;
  catalog.reload();
  first.push("1");
  await until(() => catalog.state.value.status === "ready");
  catalog.dispose();
  catalog.resume();
  expect(catalog.ops.value).toHaveLength(1);
  second.push("1");
  second.push("2");
  await until(() => catalog.ops.value.length > 1);
  expect(loads).toHaveLength(2);
  // Reload asks anew, whatever the version.
  catalog.reload();
  third.push("2");
  await until(() => catalog.ops.value.length > 2);
});

Deno.test("dispose() in the middle of loading leaves that to the next time", async () => {
  const channels = [new Channel<string>(), new Channel<string>()];
  const [first, second] = channels;
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  using made = setUp({
    catalogChanges: () => Promise.resolve(success(channels.shift() ?? new Channel())),
    schema: async () => {
      asked.resolve();
      await answer.promise;
      return success([op("add")]);
    },
    problems: () => Promise.resolve(success([])),
  });
  const { catalog } = made;
  catalog.reload();
  first.push("1");
  await asked.promise;
  catalog.dispose();
  answer.resolve();
  catalog.resume();
  second.push("1");
  await until(() => catalog.ops.value.length === 1);
});
