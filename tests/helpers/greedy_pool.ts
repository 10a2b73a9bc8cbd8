import { fileURLToPath } from "node:url";
import type { CatalogSnapshot, Nodepack } from "@/engine/catalog/types.ts";
import type { Limits } from "@/engine/core/limits.ts";
import type { RunEvent, TerminalEvent } from "@/engine/core/run_event.ts";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import { opOf } from "./testing_pack.ts";
import { testPool } from "./test_pool.ts";

const OPS = [
  "grow()",
  "grow_beside()",
  "grow_heap()",
  "keep(mib: int)",
  "grow_later()",
  "spin()",
  "hang()",
  "echo(value: Any)",
  "text(size: int)",
  "bytes(size: int)",
  "print(lines: int, size: int)",
  "print_on(size: int)",
  "fail(size: int)",
];
const STREAMS = ["Flood(size: int)", "OneChunk(size: int)"];

/** The pack of ops that take more than their share. */
export function greedyPack(name = "greedy"): Nodepack {
  const dir = fileURLToPath(new URL("../fixtures/nodepacks/greedy", import.meta.url));
  const files: Nodepack["files"] = ["ops.ts", "stream_ops.ts"];
  return { name, dir, files, imports: {}, permissions: {}, version: "1" };
}

/** A catalog with that pack under each of the names. */
export function greedyCatalog(...names: string[]): CatalogSnapshot {
  const packs = (names.length === 0 ? ["greedy"] : names).map(greedyPack);
  const ops = packs.flatMap(({ name }) => [
    ...OPS.map((signature) => opOf(name, "ops.ts", signature)),
    ...STREAMS.map((signature) => opOf(name, "stream_ops.ts", signature)),
  ]);
  return { version: "1", packs, ops, problems: [] };
}

/** Real hosts for that pack, with these limits. */
export function greedyPool(limits: Partial<Limits>, ...names: string[]) {
  return testPool(greedyCatalog(...names), { limits });
}

/** The terminal event; there has to be exactly one, the last. */
export function endOf(events: RunEvent[]): TerminalEvent {
  const ends = events.filter((event) => !isNodeEvent(event) && event.status !== "waiting");
  if (ends.length !== 1 || ends[0] !== events.at(-1)) {
    throw new Error(`The run has ${ends.length} terminal events`);
  }
  return ends[0] as TerminalEvent;
}
