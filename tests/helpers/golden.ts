import { EventStreamDecoder } from "../../engine/core/event_stream.ts";

const FOLDER = new URL("../fixtures/golden/", import.meta.url);

/** An event, as parsed JSON. */
export type GoldenEvent = Record<string, unknown>;

/** What was sent to the original, and what it answered. */
export interface GoldenCase {
  name: string;
  request: Record<string, unknown>;
  execute: { status: number; body: Record<string, unknown> };
  stream: { status: number; contentType: string; events: GoldenEvent[] };
}

/** Names of all cases, sorted. */
export function goldenNames(): string[] {
  const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name);
  return names.filter((name) => name.endsWith(".request.json"))
    .map((name) => name.replace(".request.json", "")).sort();
}

/** Reads a case. */
export async function readGolden(name: string): Promise<GoldenCase> {
  const read = (end: string): Promise<string> => Deno.readTextFile(new URL(name + end, FOLDER));
  const execute = answer(await read(".execute.txt"));
  const stream = answer(await read(".stream.txt"));
  return {
    name,
    request: JSON.parse(await read(".request.json")),
    execute: { status: execute.status, body: JSON.parse(execute.body) },
    stream: {
      status: stream.status,
      contentType: stream.contentType,
      events: stream.contentType.startsWith("text/event-stream") ? parseEvents(stream.body) : [],
    },
  };
}

/** The events of the body of a stream. */
export function parseEvents(body: string): GoldenEvent[] {
  return new EventStreamDecoder().push(body).map((text) => JSON.parse(text));
}

function answer(text: string): { status: number; contentType: string; body: string } {
  const [head, ...rest] = text.split("\n\n");
  const found = /^HTTP (\d+)\ncontent-type: (.+)$/.exec(head);
  if (found === null) throw new Error(`Not an answer: ${head}`);
  return { status: Number(found[1]), contentType: found[2], body: rest.join("\n\n") };
}
