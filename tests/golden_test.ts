import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { copyPacks, type PackFolder } from "./helpers/copy_packs.ts";
import { startServer, type TestServer } from "./helpers/command_line.ts";
import {
  type GoldenCase,
  type GoldenEvent,
  goldenNames,
  parseEvents,
  readGolden,
} from "./helpers/golden.ts";

/** What this project does otherwise, on purpose: changes to what the original answered. */
interface Change {
  /** Why. */
  why: string;
  /** Sent in the place of what was sent to the original. */
  request?: Record<string, unknown>;
  /** Outputs by node id; the views behind them show them. */
  outputs?: Record<string, unknown>;
  /** Messages of nodes that fail here, by id. */
  errors?: Record<string, string>;
}

const CHANGES: Record<string, Change> = {
  "at-index": {
    why: "null flows on after an error only where the request says so",
    request: { on_error: "null" },
  },
  "literal-param": {
    why: "a chosen number arrives as a number, and what is no choice is refused",
    request: { on_error: "null" },
    outputs: { p1: { mode: "slow", level: 3, opt: 5 }, p2: null },
    errors: {
      p2: 'Cannot convert "bogus" to one of "fast", "slow", "medium" for parameter "mode"',
    },
  },
  "progress-op": { why: "progress ops run on /execute too" },
  "progress-op-error": {
    why: "null flows on after an error only where the request says so",
    request: { on_error: "null" },
    errors: { n: 'Cannot convert null to float for parameter "a"' },
  },
  "raise-error-downstream": {
    why: "null flows on after an error only where the request says so",
    request: { on_error: "null" },
    errors: { n2: 'Cannot convert null to float for parameter "a"' },
  },
  "stream-op": { why: "stream ops run on /execute too" },
  "var-llm-formats": {
    why: "textContentFormat wraps as {type, text}",
    outputs: { m3: { type: "text", text: "hello" } },
  },
  "var-number": { why: "exponents are numbers", outputs: { n6: 100000 } },
  "var-string": {
    why: "values become text as JSON has them",
    outputs: { s4: "5", s5: "true", s6: '[1,"a",null]', s7: '{"k":"v","n":[1]}' },
  },
};

/** Graphs that are refused: status and detail of /execute, and the stream's one event, if it is one. */
const REFUSED: Record<string, { detail: RegExp; isEvent: boolean }> = {
  cycle: { detail: /^Graph contains a cycle: \w+( → \w+)+$/, isEvent: true },
  "invalid-missing-edges": { detail: /edges/, isEvent: false },
};

describe("the original's answers", () => {
  let packs: PackFolder;
  let server: TestServer;
  beforeAll(async () => {
    packs = await copyPacks("basic", "testing");
    server = await startServer(["--nodepack-dir", packs.path]);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await packs[Symbol.asyncDispose]();
  });

  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(server.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });

  it("are all there", () => {
    expect(goldenNames().length).toBe(28);
    const known = new Set(goldenNames());
    expect([...Object.keys(CHANGES), ...Object.keys(REFUSED)].filter((n) => !known.has(n)))
      .toEqual([]);
  });

  for (const name of goldenNames()) {
    if (Object.hasOwn(REFUSED, name)) {
      it(`${name} is refused, with the reason`, async () => {
        const { request } = await readGolden(name);
        const { detail, isEvent } = REFUSED[name];
        const executed = await post("/execute", request);
        expect(executed.status).toBe(400);
        expect((await executed.json()).detail).toMatch(detail);
        const streamed = await post("/execute/stream", request);
        expect(streamed.status).toBe(isEvent ? 200 : 400);
        if (!isEvent) return expect((await streamed.json()).detail).toMatch(detail);
        expect(parseEvents(await streamed.text())).toEqual([
          { status: "error", error: expect.stringMatching(detail) },
        ]);
      });
      continue;
    }
    it(`${name} on /execute`, async () => {
      const golden = changed(await readGolden(name));
      const answer = await post("/execute", golden.request);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
      const { results, errors } = await answer.json();
      expect(results).toEqual(golden.execute.body.results);
      expect(errors).toEqual(messages(golden.stream.events));
    });
    it(`${name} on /execute/stream`, async () => {
      const golden = changed(await readGolden(name));
      const answer = await post("/execute/stream", golden.request);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Content-Type")).toMatch(/^text\/event-stream/);
      const events = parseEvents(await answer.text());
      expect(events.at(-1)).toEqual(golden.stream.events.at(-1));
      // Independent nodes may overlap, so what each node tells is compared, and the order between them checked.
      const ours = byNode(events);
      for (const [id, wanted] of byNode(golden.stream.events)) {
        expect(ours.get(id)?.length).toBe(wanted.length);
        expect(ours.get(id)).toEqual(wanted.map((event) => expect.objectContaining(event)));
        ours.delete(id);
      }
      expect([...ours.keys()]).toEqual([]);
      checkOrder(events, golden.request);
    });
  }

  for (const name of ["at-index", "raise-error-downstream", "progress-op-error"]) {
    it(`${name} skips what depends on a failed node unless asked otherwise`, async () => {
      const { request, stream } = await readGolden(name);
      const events = parseEvents(await (await post("/execute/stream", request)).text());
      const [failed] = stream.events.filter((event) => event.status === "error");
      const dependents = dependentsOf(String(failed.node_id), request);
      expect(dependents.size).toBeGreaterThan(0);
      for (const id of dependents) {
        expect(events.filter((event) => event.node_id === id)).toEqual([
          expect.objectContaining({
            ...{ status: "error", skipped: true, inputs: {} },
            error: expect.stringContaining(String(failed.node_name)),
          }),
        ]);
      }
      const done = events.at(-1);
      expect(done?.status).toBe("done");
      expect(Object.keys(Object(done?.results)).filter((id) => dependents.has(id))).toEqual([]);
    });
  }
});

/** The case as this project answers it. `/execute` answers what the stream's last event says. */
function changed(golden: GoldenCase): GoldenCase {
  const change = CHANGES[golden.name];
  if (change === undefined) return golden;
  const outputs = new Map(Object.entries(change.outputs ?? {}));
  for (const [source, target] of edgesOf(golden.request)) {
    // The changes are to nodes whose outputs go into views alone.
    if (outputs.has(source)) outputs.set(target, outputs.get(source));
  }
  const events = golden.stream.events.map((event) => changedEvent(event, outputs, change));
  return {
    ...golden,
    request: { ...golden.request, ...change.request },
    execute: { ...golden.execute, body: { results: events.at(-1)?.results } },
    stream: { ...golden.stream, events },
  };
}

function changedEvent(
  event: GoldenEvent,
  outputs: ReadonlyMap<string, unknown>,
  { errors = {} }: Change,
): GoldenEvent {
  if (event.status === "done") {
    const results = Object.entries(Object(event.results)).map(([id, value]) => {
      return [id, outputs.has(id) ? outputs.get(id) : value];
    });
    return { ...event, results: Object.fromEntries(results) };
  }
  const id = String(event.node_id);
  const { output, ...rest } = event;
  if (Object.hasOwn(errors, id) && event.status !== "executing") {
    return { ...rest, status: "error", error: errors[id] };
  }
  if (!outputs.has(id)) return event;
  const inputs = event.node_name === "View" ? { input: outputs.get(id) } : event.inputs;
  return output === undefined
    ? { ...event, inputs }
    : { ...event, inputs, output: outputs.get(id) };
}

function edgesOf(request: Record<string, unknown>): [source: string, target: string][] {
  const edges: unknown = request.edges;
  return (Array.isArray(edges) ? edges : []).map((edge) => [edge.source, edge.target]);
}

function messages(events: readonly GoldenEvent[]): Record<string, unknown> {
  const failed = events.filter((event) => event.node_id !== undefined && event.status === "error");
  return Object.fromEntries(failed.map((event) => [event.node_id, event.error]));
}

function byNode(events: readonly GoldenEvent[]): Map<unknown, GoldenEvent[]> {
  return Map.groupBy(events.filter((event) => event.node_id !== undefined), (e) => e.node_id);
}

function dependentsOf(id: string, request: Record<string, unknown>): Set<string> {
  const found = new Set([id]);
  let before = 0;
  while (before < found.size) {
    before = found.size;
    for (const [source, target] of edgesOf(request)) if (found.has(source)) found.add(target);
  }
  found.delete(id);
  return found;
}

/** No node begins before those are done that it depends on. */
function checkOrder(events: readonly GoldenEvent[], request: Record<string, unknown>): void {
  const ended = new Set<unknown>();
  for (const event of events) {
    if (event.status === "completed" || event.status === "error") ended.add(event.node_id);
    if (event.status !== "executing") continue;
    for (const [source, target] of edgesOf(request)) {
      if (target === event.node_id) expect([...ended]).toContain(source);
    }
  }
}
