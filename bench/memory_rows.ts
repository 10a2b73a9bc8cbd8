import { copyPacks } from "../tests/helpers/copy_packs.ts";
import { startServer, type TestServer } from "../tests/helpers/command_line.ts";
import { descendants, memoryOf } from "../tests/helpers/processes.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const MB = sized(50, 2);

/** How often memory is looked at, in milliseconds. */
const LOOK = 4;

const OPS = `
export function bytes(mb: number): Uint8Array { return new Uint8Array(mb * 1e6).fill(7); }
export function image(mb: number): string { return "data:image/png;base64," + "A".repeat(mb * 1e6); }
export function pass(value: unknown): unknown { return value; }
export function size(value: unknown): number { return (value as string).length; }
`;

/** Measures what a large value takes in the server and its hosts together, beyond what they take at rest. */
export async function memoryRows(report: Report): Promise<void> {
  if (Deno.build.os !== "linux") return;
  await using packs = await copyPacks();
  await packs.write("large/ops.ts", OPS);
  const forms = [
    ["bytes", "/execute/stream?events=delta"],
    ["image", "/execute/stream?events=delta"],
    ["image", "/execute"],
  ] as const;
  for (const [op, path] of forms) {
    await using server = await startServer(["--nodepack-dir", packs.path]);
    const what = op === "bytes" ? "Uint8Array" : "image";
    report({
      name: `${MB} MB ${what} through 4 ops, ${path}: peak of server and hosts`,
      measured: await peakOf(server, path, bodyOf(op, path === "/execute")),
      unit: "MB",
      reference: { name: "the value", value: MB },
      goal: 3 * MB,
    });
  }
}

function bodyOf(op: string, isNumber: boolean): string {
  const ops = [op, "pass", "pass", isNumber ? "size" : "pass"];
  const nodes: unknown[] = ops.map((functionName, i) => ({
    id: `n${i}`,
    type: "functionNode",
    data: { functionName, values: { mb: MB } },
  }));
  const edge = (source: string, target: string, targetHandle: string) => {
    return { source, sourceHandle: "output", target, targetHandle };
  };
  const edges = ops.slice(1).map((_, i) => edge(`n${i}`, `n${i + 1}`, "value"));
  nodes.push({ id: "view", type: "viewNode", data: {} });
  edges.push(edge(`n${ops.length - 1}`, "view", "input"));
  return JSON.stringify({ nodes, edges });
}

/** Megabytes that a run adds at most. */
async function peakOf(server: TestServer, path: string, body: string): Promise<number> {
  const warm = JSON.stringify({ nodes: [], edges: [] });
  await post(server, path, warm);
  // Hosts are started behind the first answers.
  await post(server, path, body.replaceAll(`"mb":${MB}`, '"mb":0'));
  const pids = [server.pid, ...await descendants(server.pid)];
  const memory = async (): Promise<number> => {
    let bytes = 0;
    for (const pid of pids) bytes += await memoryOf(pid);
    return bytes;
  };
  const before = await memory();
  let most = before;
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      most = Math.max(most, await memory());
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  })();
  try {
    await post(server, path, body);
  } finally {
    isOver = true;
    await looking;
  }
  return (most - before) / 1e6;
}

async function post(server: TestServer, path: string, body: string): Promise<void> {
  const answer = await fetch(server.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
  const text = await answer.text();
  if (!answer.ok || /"status":"error"/.test(text)) {
    throw new Error(`${path}: ${text.slice(0, 500)}`);
  }
}
