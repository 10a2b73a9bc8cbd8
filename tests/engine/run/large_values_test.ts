import { expect } from "@std/expect";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { isNodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import type { Limits } from "@/engine/core/limits.ts";
import type { RunOptions } from "@/engine/engine.ts";
import { createEngine } from "@/engine/mod.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

const MIB = 1024 * 1024;

const OPS = `
export function text(size: number): string { return "data:image/png;base64," + "é".repeat(size); }
export function same(value: string): string { return value; }
export function list(count: number): unknown[] {
  return Array.from({ length: count }, (_, i) => ({ i, name: "item " + i }));
}
export function bytes(size: number): Uint8Array { return new Uint8Array(size).fill(7); }
export function pass(value: unknown): unknown { return value; }
export function last(value: unknown): number { return (value as Uint8Array).at(-1)!; }
export function size(value: string): number { return value.length; }
export function secret(): string { return "x".repeat(990) + Deno.env.get("LARGE_KEY") + "y".repeat(2_000_000); }
export function exit(): void { Deno.exit(1); }
`;

async function stage(limits: Partial<Limits> = {}) {
  const packs = await tempPacks({
    "large/ops.ts": OPS,
    "large/deno.json": JSON.stringify({
      permissions: { default: { env: ["LARGE", "LARGE_KEY"] } },
    }),
  });
  const engine = createEngine({ nodepackDir: packs.dir, watch: false, log: () => {}, limits });
  return {
    engine,
    async run(
      nodes: Record<string, "view" | [op: string, values?: object]>,
      edges: string[],
      options: RunOptions = {},
      more: object = {},
    ) {
      const body = {
        nodes: Object.entries(nodes).map(([id, node]) =>
          node === "view"
            ? { id, type: "viewNode", data: {} }
            : { id, type: "functionNode", data: { functionName: node[0], values: node[1] ?? {} } }
        ),
        edges: edges.map((edge) => {
          const [source, target, targetHandle = "input"] = edge.split(/ -> |\./);
          return { source, sourceHandle: "output", target, targetHandle };
        }),
        ...more,
      };
      const run = await engine.run(parseRunRequest(body), options);
      const events = await Array.fromAsync(run.events);
      return { id: run.id, events, told: JSON.stringify(events).length };
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      await packs[Symbol.asyncDispose]();
    },
  };
}

function outputs(events: RunEvent[]): Record<string, unknown> {
  return Object.fromEntries(
    events.filter(isNodeEvent).flatMap((it) =>
      it.status === "completed" ? [[it.node_id, it.output]] : []
    ),
  );
}

const CHAIN = {
  a: ["text", { size: 2 * MIB }],
  b: ["same"],
  c: ["same"],
  n: ["size"],
  v: "view",
} satisfies Record<string, "view" | [op: string, values?: object]>;
const EDGES = ["a -> b.value", "b -> c.value", "c -> n.value", "c -> v"];
const WHOLE = `data:image/png;base64,${"é".repeat(2 * MIB)}`;

Deno.test("large values are told as previews, and are whole for those who ask", async () => {
  await using test = await stage();
  const { id, events, told } = await test.run(CHAIN, EDGES, { previews: "all" });
  expect(told).toBeLessThan(20_000);
  const preview = {
    $preview: true,
    type: "str",
    size: 22 + 4 * MIB + 2,
    text: WHOLE.slice(0, 1000),
    length: WHOLE.length,
  };
  expect(outputs(events)).toEqual({
    ...{ a: preview, b: preview, c: preview, n: WHOLE.length, v: preview },
  });
  expect(events.at(-1)).toEqual({ status: "done", results: { v: preview } });
  // Also when another run has been in the host.
  await test.run({ n: ["size", { value: "abc" }] }, []);
  for (const node of ["a", "c", "v"]) {
    const value = await test.engine.value(id, node);
    expect(value === WHOLE).toBe(true);
  }
});

Deno.test("what views show is whole where that is asked for", async () => {
  await using test = await stage();
  const { events, told } = await test.run(CHAIN, EDGES, { previews: "not views" });
  // On the three events that are the view's.
  expect(told).toBeLessThan(3 * WHOLE.length + 20_000);
  const end = events.at(-1)!;
  expect(end.status === "done" && end.results.v === WHOLE).toBe(true);
  expect(outputs(events).c).toMatchObject({ $preview: true });
});

for (
  const [what, options, more] of [
    ["that want all of them", {}, {}],
    ["with environment variables", { previews: "all" }, { env_vars: { LARGE: "a secret" } }],
    ["that reuse results", { previews: "all" }, { reuse: true }],
  ] as const
) {
  Deno.test(`large values are whole in runs ${what}`, async () => {
    await using test = await stage();
    const { events } = await test.run(CHAIN, EDGES, options, more);
    expect(outputs(events).b === WHOLE).toBe(true);
  });
}

Deno.test("lists have previews of their first items", async () => {
  await using test = await stage();
  const { id, events } = await test.run({ a: ["list", { count: 60_000 }] }, [], {
    previews: "all",
  });
  const items = Array.from({ length: 60_000 }, (_, i) => ({ i, name: `item ${i}` }));
  const { a } = outputs(events) as { a: { size: number } };
  const json = JSON.stringify(items);
  expect(a).toEqual({
    $preview: true,
    type: "list",
    size: expect.any(Number),
    text: json.slice(0, 1000),
    length: 60_000,
  });
  expect(a.size / json.length).toBeGreaterThan(0.8);
  expect(a.size / json.length).toBeLessThan(1.2);
  expect(await test.engine.value(id, "a")).toEqual(items);
});

Deno.test("binary data goes from op to op as it is", async () => {
  await using test = await stage();
  const { events, told } = await test.run(
    { a: ["bytes", { size: 8 * MIB }], b: ["pass"], n: ["last"] },
    ["a -> b.value", "b -> n.value"],
    { previews: "all" },
  );
  expect(told).toBeLessThan(4000);
  expect(outputs(events).n).toBe(7);
});

Deno.test("a value whose host has ended is gone", async () => {
  await using test = await stage();
  const { id } = await test.run(CHAIN, EDGES, { previews: "all" });
  await test.run({ x: ["exit"] }, []);
  expect(await test.engine.value(id, "a")).toBe(undefined);
  expect(await test.engine.value(id, "n")).toBe(WHOLE.length);
});

Deno.test("a value of which a preview would be told may not be larger than others", async () => {
  await using test = await stage({ value: 4 * MIB });
  const { events } = await test.run(
    { fits: ["text", { size: MIB * 3 / 2 }], large: ["text", { size: 3 * MIB }], v: "view" },
    ["large -> v"],
    { previews: "all" },
  );
  const errors = events.flatMap((it) =>
    isNodeEvent(it) && it.status === "error" ? [[it.node_id, it.error]] : []
  );
  expect(errors).toEqual([
    ["large", 'Node "text" put out more than 4 MiB at once (limit --max-value)'],
    ["v", 'Skipped because "text" failed'],
  ]);
  expect(outputs(events).fits).toMatchObject({ $preview: true });
});

Deno.test("a secret of the server's own environment is not cut by a preview before it is masked", async () => {
  await using test = await stage();
  Deno.env.set("LARGE_KEY", "sv-8dK2mPq91xZ");
  try {
    const { events } = await test.run({ n: ["secret"] }, [], { previews: "all" });
    expect(outputs(events).n).toMatch(/^x{990}••••y+$/);
  } finally {
    Deno.env.delete("LARGE_KEY");
  }
});
