import { buildProject, PROJECT, startServer } from "../tests/helpers/command_line.ts";
import { quantile } from "./measure.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const ROUNDS = sized(5);

/** Measures how soon a server is there, and how much the page loads. */
export async function startRows(report: Report): Promise<void> {
  await buildProject();
  const shipped = `${PROJECT}/nodepacks`;
  const cold = await Deno.makeTempDir({ prefix: "psynapse_bench_" });
  try {
    // The same packs under names that the build's catalog does not know.
    for await (const { name } of Deno.readDir(shipped)) {
      await copyFolder(`${shipped}/${name}`, `${cold}/x_${name}`);
    }
    const [coldReady, coldSchemas] = await startTimes(cold);
    const [ready, schemas] = await startTimes(shipped);
    const original = { name: "the original", value: 290 };
    report({
      ...{ name: "server ready, cold", measured: coldReady, unit: "ms" },
      ...{ reference: original, goal: 500 },
    });
    report({ name: "schemas ready, cold", measured: coldSchemas, unit: "ms", goal: 700 });
    report({ name: "server ready, from the build", measured: ready, unit: "ms", goal: 200 });
    report({ name: "schemas ready, from the build", measured: schemas, unit: "ms", goal: 200 });
  } finally {
    await Deno.remove(cold, { recursive: true });
  }
  report({
    name: "JavaScript of the editor's page, gzip",
    measured: await pageScripts() / 1000,
    unit: "kB",
    reference: { name: "the original", value: 141 },
    goal: 120,
  });
}

/** Milliseconds from the start of the process to the first answer, and to the schemas. */
async function startTimes(nodepackDir: string): Promise<[ready: number, schemas: number]> {
  const ready: number[] = [];
  const schemas: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const begin = performance.now();
    await using server = await startServer(["--nodepack-dir", nodepackDir]);
    const name = await fetch(server.url, { headers: { accept: "application/json" } });
    await name.body?.cancel();
    ready.push(performance.now() - begin);
    const listed: unknown = await (await fetch(`${server.url}/get_schema`)).json();
    schemas.push(performance.now() - begin);
    if (!Array.isArray(listed) || listed.length === 0) throw new Error("There are no ops");
  }
  const median = (timings: number[]): number => quantile(timings.sort((a, b) => a - b));
  return [median(ready), median(schemas)];
}

/** Bytes, compressed, of the scripts that the page names. */
async function pageScripts(): Promise<number> {
  await using server = await startServer();
  const page = await fetch(server.url, { headers: { accept: "text/html" } });
  const text = `${page.headers.get("Link")} ${await page.text()}`;
  const paths = new Set([...text.matchAll(/\/[\w./-]+\.js/g)].map(([path]) => path));
  let bytes = 0;
  for (const path of paths) {
    const script = await fetch(server.url + path);
    const packed = script.body?.pipeThrough(new CompressionStream("gzip"));
    bytes += (await new Response(packed).bytes()).byteLength;
  }
  return bytes;
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (isFile) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
