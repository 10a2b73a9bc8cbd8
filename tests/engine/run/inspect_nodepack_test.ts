import { expect } from "@std/expect";
import type { FileInspection, Nodepack, OpFileName } from "@/engine/catalog/types.ts";
import { OP_FILES } from "@/engine/catalog/types.ts";
import type { HostProcess } from "@/engine/run/host_process.ts";
import { createInspector } from "@/engine/run/inspect_nodepack.ts";
import { isAlive } from "@/tests/helpers/processes.ts";
import { type TempPacks, tempPacks } from "@/tests/helpers/temp_packs.ts";

const SOUND = "export class Sound { call() { return 1; } }";
const log = () => {};

/** The pack `p` of a folder, as the catalog finds it. */
async function packOf(packs: TempPacks, more: Partial<Nodepack> = {}): Promise<Nodepack> {
  const entries = await Array.fromAsync(Deno.readDir(`${packs.dir}/p`));
  const files = (Object.keys(OP_FILES) as OpFileName[])
    .filter((file) => entries.some((entry) => entry.name === file));
  const dir = `${packs.dir}/p`;
  return { name: "p", dir, files, imports: {}, permissions: {}, version: "1", ...more };
}

/** Inspects a pack with these files. */
async function inspect(
  files: Record<string, string>,
  more: Partial<Nodepack> = {},
  timeout?: number,
): Promise<FileInspection[]> {
  await using packs = await tempPacks(files);
  return await createInspector({ log, timeout })(await packOf(packs, more));
}

function problemOf(inspections: FileInspection[], file: OpFileName) {
  const found = inspections.find((it) => it.file === file)!;
  return found.ok ? undefined : { message: found.message, line: found.line };
}

Deno.test("an inspection says what the files export", async () => {
  const [ops, progress] = await inspect({
    "p/ops.ts": `export function add(a: number, b = 10): number { return a + b; }
      export const half = (a: number) => a / 2;
      export const version = 3;`,
    "p/progress_ops.ts": `${SOUND} export class Silent {}`,
  });
  expect(ops).toMatchObject({
    file: "ops.ts",
    ok: true,
    exports: [
      { name: "add", kind: "function" },
      { name: "half", kind: "function", source: "(a)=>a / 2" },
      { name: "version", kind: "other", source: "" },
    ],
  });
  expect(progress).toMatchObject({
    ok: true,
    exports: [
      { name: "Silent", kind: "class", hasCall: false, source: "" },
      { name: "Sound", kind: "class", hasCall: true },
    ],
  });
});

Deno.test("a file that cannot be parsed fails alone, with its line", async () => {
  const found = await inspect({
    "p/ops.ts": "export function fine() {}\nexport function broken( {",
    "p/progress_ops.ts": SOUND,
  });
  const problem = problemOf(found, "ops.ts");
  expect(problem?.message).toMatch(/^Cannot be parsed: /);
  expect(problem?.line).toBe(2);
  expect(found[1].ok).toBe(true);
});

Deno.test("a file that throws fails alone, with its line", async () => {
  const found = await inspect({
    "p/ops.ts": "const a = 1;\n\nthrow new Error('not today');\nexport function f() { return a; }",
    "p/stream_ops.ts": SOUND,
  });
  expect(problemOf(found, "ops.ts")).toEqual({ message: "not today", line: 3 });
  expect(found[1].ok).toBe(true);
});

Deno.test("an import that is not there fails its file", async () => {
  const found = await inspect({
    "p/ops.ts": `import { x } from "./_missing.ts";\nexport const f = () => x;`,
    "p/progress_ops.ts": `import { x } from "unheard-of";\nexport const f = () => x;`,
    "p/stream_ops.ts": SOUND,
  });
  expect(problemOf(found, "ops.ts")?.message).toContain("_missing.ts");
  expect(problemOf(found, "progress_ops.ts")?.message).toContain("unheard-of");
  expect(found[2].ok).toBe(true);
});

for (
  const [what, source, message] of [
    ["ends its process", "Deno.exit(3);", "it exited with code 3"],
    ["waits for good", "await new Promise(() => {});", "Does not finish loading within 1.5 s"],
    ["loops for good", "for (;;);", "Does not finish loading within 1.5 s"],
  ]
) {
  Deno.test(`a file that ${what} when it is loaded fails alone`, async () => {
    const found = await inspect(
      { "p/ops.ts": source, "p/progress_ops.ts": SOUND, "p/stream_ops.ts": SOUND },
      {},
      1500,
    );
    expect(problemOf(found, "ops.ts")?.message).toContain(message);
    expect(found.map((it) => it.ok)).toEqual([false, true, true]);
  });
}

Deno.test("a file may import what packs share, and nothing else outside its folder", async () => {
  const found = await inspect({
    "p/ops.ts": `import { x } from "../_shared/x.ts"; export const f = () => x;`,
    "p/progress_ops.ts":
      `import x from "../secret.json" with { type: "json" }; export const f = () => x;`,
    "p/stream_ops.ts":
      `import x from "./link.json" with { type: "json" }; export const f = () => x;`,
    "p/link.json": "{}",
    "_shared/x.ts": "export const x = 1;",
    "secret.json": "{}",
  });
  expect(found[0].ok).toBe(true);
  expect(problemOf(found, "progress_ops.ts")?.message).toMatch(
    /^Reading ".*secret.json" is not allowed to nodepack "p"/,
  );
  expect(found[2].ok).toBe(true);
});

Deno.test("imports of the pack's deno.json are those of its modules", async () => {
  const found = await inspect(
    {
      "p/ops.ts":
        `import { x } from "#own"; import { y } from "lib/y.ts"; import { Op } from "./_op.ts";
        export const f = () => [x, y, Op];`,
      "p/_op.ts": `import { StreamOp } from "psynapse"; export class Op extends StreamOp {}`,
      "p/_x.ts": "export const x = 1;",
      "p/lib/y.ts": "export const y = 1;",
    },
    { imports: { "#own": "./_x.ts", "lib/": "./lib/" } },
  );
  expect(found[0]).toMatchObject({ ok: true, exports: [{ name: "f" }] });
});

Deno.test("a pack whose host cannot start fails with the runtime's word", async () => {
  const found = await inspect({
    "p/ops.ts": "export const f = () => 1;",
    "p/stream_ops.ts": SOUND,
    "p/deno.lock": "{ not a lock file",
  });
  expect(problemOf(found, "ops.ts")?.message).toMatch(/^Its host cannot start: .*lockfile/i);
  expect(found.map((it) => it.ok)).toEqual([false, false]);
});

Deno.test("a host that has loaded its pack is handed on", async () => {
  await using packs = await tempPacks({ "p/ops.ts": "export const f = () => 1;" });
  const kept: HostProcess[] = [];
  await createInspector({ log, adopt: (host) => void kept.push(host) })(await packOf(packs));
  expect(kept.length).toBe(1);
  expect(await isAlive(kept[0].pid)).toBe(true);
  await kept[0].kill();
  expect(await isAlive(kept[0].pid)).toBe(false);
});

Deno.test("an inspection ends when its signal aborts", async () => {
  await using packs = await tempPacks({ "p/ops.ts": `console.log("here"); for (;;);` });
  const abort = new AbortController();
  const inspector = createInspector({ log: () => abort.abort(new Error("enough")) });
  await expect(inspector(await packOf(packs), abort.signal)).rejects.toThrow("enough");
});
