import { expect } from "@std/expect";
import { effect } from "@preact/signals";
import type { Api } from "@/client/api.ts";
import { createRun } from "@/client/models/run.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { Channel, failure, fakeApi, success } from "../../helpers/fake_api.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";
import { until } from "../../helpers/until.ts";

const START: RunEvent = {
  node_id: "a",
  node_number: 1,
  node_name: "add",
  status: "executing",
  inputs: { a: 1 },
};
const END: RunEvent = {
  node_id: "a",
  node_number: 1,
  node_name: "add",
  status: "completed",
  output: 3,
};
const DONE: RunEvent = { status: "done", results: {} };

function setUp(calls: Partial<Api> = {}) {
  const clock = new ManualClock();
  const events = new Channel<readonly RunEvent[]>();
  const sent: unknown[] = [];
  const signals: AbortSignal[] = [];
  const api = fakeApi({
    runStream: (body, signal) => {
      sent.push(body);
      signals.push(signal);
      // As the real one: the connection's end is the end of the events.
      signal.addEventListener("abort", () => events.end(new Error("Stopped")));
      return Promise.resolve(success({ runId: "r1", events }));
    },
    ...calls,
  });
  const run = createRun({ api, clock, request: () => ({ nodes: [], edges: [] }) });
  return { clock, events, sent, signals, run };
}

Deno.test("execute() sends the request and follows the run to its end", async () => {
  const { run, events, sent } = setUp();
  const ended = run.execute();
  expect(run.phase.value).toBe("starting");
  await until(() => run.phase.value === "running");
  expect(sent).toEqual([{ nodes: [], edges: [] }]);
  events.push([START, END, DONE]);
  await ended;
  expect(run.phase.value).toBe("done");
  expect(run.active.value).toBe(false);
  expect(run.error.value).toBeUndefined();
  expect(run.cards.value).toEqual([
    { id: "a", number: 1, name: "add", status: "completed", inputs: { a: 1 }, output: 3 },
  ]);
});

Deno.test("cards change once per frame, however many events come", async () => {
  const { run, events, clock } = setUp();
  const ended = run.execute();
  await until(() => run.phase.value === "running");
  let changes = -1;
  const end = effect(() => {
    void run.cards.value;
    changes += 1;
  });
  events.push([START, { ...START, node_id: "b" }]);
  events.push([END]);
  await clock.paint();
  expect(changes).toBe(1);
  expect(run.cards.value).toHaveLength(2);
  events.push([DONE]);
  await ended;
  end();
});

Deno.test("nodeRun() changes for its own node alone", async () => {
  const { run, events, clock } = setUp();
  const seen: (string | undefined)[] = [];
  const other: (string | undefined)[] = [];
  const ends = [
    effect(() => void seen.push(run.nodeRun("a").value?.status)),
    effect(() => void other.push(run.nodeRun("b").value?.status)),
  ];
  const ended = run.execute();
  await until(() => run.phase.value === "running");
  events.push([START]);
  await clock.paint();
  events.push([END, DONE]);
  await ended;
  expect(seen).toEqual([undefined, "executing", "completed"]);
  expect(other).toEqual([undefined]);
  ends.forEach((end) => end());
});

Deno.test("execute() clears what the last run left", async () => {
  const { run, events } = setUp();
  const first = run.execute();
  await until(() => run.phase.value === "running");
  events.push([START, { status: "error", error: "Graph contains a cycle: a → a" }]);
  await first;
  expect(run.error.value).toBe("Graph contains a cycle: a → a");
  expect(run.cards.value).toHaveLength(1);

  const second = run.execute();
  expect(run.error.value).toBeUndefined();
  expect(run.cards.value).toEqual([]);
  expect(run.nodeRun("a").value).toBeUndefined();
  await run.stop();
  await second;
});

Deno.test("execute() says why the server refused, and can be called again", async () => {
  const { run } = setUp({
    runStream: () => Promise.resolve(failure("nodes[0].id is missing", "http")),
  });
  await run.execute();
  expect(run.phase.value).toBe("error");
  expect(run.error.value).toBe("nodes[0].id is missing");
  expect(run.active.value).toBe(false);
});

Deno.test("execute() says why there is no request", async () => {
  const run = createRun({
    api: fakeApi(),
    clock: new ManualClock(),
    request: () => {
      throw new Error("The graph cannot be sent");
    },
  });
  await run.execute();
  expect(run.error.value).toBe("The graph cannot be sent");
});

Deno.test("execute() ends with words when the connection breaks, and nothing is left at work", async () => {
  const { run, events } = setUp();
  const ended = run.execute();
  events.push([START]);
  events.end(new Error("The server does not answer."));
  await ended;
  expect(run.phase.value).toBe("error");
  expect(run.error.value).toBe("The server does not answer.");
  expect(run.cards.value[0].status).toBe("stopped");
});

Deno.test("execute() takes a stream without a last event as a broken one", async () => {
  const { run, events } = setUp();
  const ended = run.execute();
  events.push([START]);
  events.end();
  await ended;
  expect(run.phase.value).toBe("error");
  expect(run.error.value).toBe("The connection to the server broke before the run had ended.");
});

Deno.test("execute() does nothing while a run is active", async () => {
  const { run, events, sent } = setUp();
  const first = run.execute();
  const second = run.execute();
  await until(() => run.phase.value === "running");
  events.push([DONE]);
  await Promise.all([first, second]);
  expect(sent).toHaveLength(1);
});

Deno.test("stop() tells the server, and ends with its word", async () => {
  const stopped: string[] = [];
  const made = setUp({
    stopRun: (id) => {
      stopped.push(id);
      made.events.push([{ status: "error", error: "Run stopped", stopped: true }]);
      return Promise.resolve(success(undefined));
    },
  });
  const { run, clock } = made;
  run.execute();
  await until(() => run.phase.value === "running");
  made.events.push([START]);
  const stopping = run.stop();
  expect(run.phase.value).toBe("stopping");
  await stopping;
  expect(stopped).toEqual(["r1"]);
  expect(run.phase.value).toBe("stopped");
  expect(run.cards.value[0].status).toBe("stopped");
  expect(clock.waiting).toBe(0);
});

Deno.test("stop() cuts the connection when the server does not end the run", async () => {
  const { run, clock, signals } = setUp({ stopRun: () => Promise.resolve(success(undefined)) });
  run.execute();
  await until(() => run.phase.value === "running");
  const stopping = run.stop();
  clock.advance(1000);
  await stopping;
  expect(signals[0].aborted).toBe(true);
  expect(run.phase.value).toBe("stopped");
});

Deno.test("stop() cuts the connection when the server cannot be told", async () => {
  const { run, signals } = setUp({ stopRun: () => Promise.resolve(failure("away")) });
  run.execute();
  await until(() => run.phase.value === "running");
  await run.stop();
  expect(signals[0].aborted).toBe(true);
  expect(run.phase.value).toBe("stopped");
});

Deno.test("stop() ends a run that the server has not begun", async () => {
  const { run } = setUp({
    runStream: (_body, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve(failure("Stopped", "aborted")));
      }),
  });
  run.execute();
  expect(run.phase.value).toBe("starting");
  await run.stop();
  expect(run.phase.value).toBe("stopped");
});

Deno.test("loadValue() asks for a node of the last run", async () => {
  const asked: string[] = [];
  const { run, events } = setUp({
    value: (runId, nodeId) => {
      asked.push(`${runId}/${nodeId}`);
      return Promise.resolve(success([1, 2]));
    },
  });
  expect((await run.loadValue("a")).ok).toBe(false);
  const ended = run.execute();
  events.push([DONE]);
  await ended;
  expect(await run.loadValue("a")).toEqual(success([1, 2]));
  expect(asked).toEqual(["r1/a"]);
});

Deno.test("a run remembers when it began and ended", async () => {
  const { run, events, clock } = setUp();
  const began = clock.now();
  const ended = run.execute();
  await until(() => run.phase.value === "running");
  clock.advance(250);
  events.push([DONE]);
  await ended;
  expect(run.startedAt.value).toBe(began);
  expect(run.endedAt.value).toBe(began + 250);
});

Deno.test("a run that has ended leaves its connection to the server's own end", async () => {
  const { run, events, signals } = setUp();
  const ended = run.execute();
  events.push([DONE]);
  await ended;
  expect(signals[0].aborted).toBe(false);
  events.end();
  await new Promise((resolve) => signals[0].addEventListener("abort", resolve));
});

Deno.test("what an ended run's connection still brings changes nothing of the next run", async () => {
  const first = new Channel<readonly RunEvent[]>();
  const second = new Channel<readonly RunEvent[]>();
  const streams = [first, second];
  const { run } = setUp({
    runStream: () => {
      const events = streams.shift() ?? new Channel();
      return Promise.resolve(success({ runId: `r${2 - streams.length}`, events }));
    },
  });
  const ended = run.execute();
  first.push([DONE]);
  await ended;
  const again = run.execute();
  await until(() => run.phase.value === "running");
  first.push([START]);
  first.end(new Error("The server does not answer."));
  second.push([{ ...START, node_id: "b" }, DONE]);
  await again;
  expect(run.phase.value).toBe("done");
  expect(run.cards.value.map(({ id }) => id)).toEqual(["b"]);
});

Deno.test("a run that waits for others says for how many, until its turn has come", async () => {
  const { run, events } = setUp();
  const ended = run.execute();
  events.push([{ status: "waiting", before: 3 }]);
  await until(() => run.phase.value === "waiting");
  expect(run.before.value).toBe(3);
  expect(run.active.value).toBe(true);
  events.push([{ status: "waiting", before: 1 }]);
  await until(() => run.before.value === 1);
  expect(run.phase.value).toBe("waiting");
  events.push([{ status: "waiting", before: 0 }]);
  await until(() => run.phase.value === "running");
  events.push([START, END, DONE]);
  await ended;
  expect(run.phase.value).toBe("done");
});

Deno.test("stop() takes a run out that waits, and news of the queue does not bring it back", async () => {
  const asked: string[] = [];
  const { run, events } = setUp({
    stopRun: (id) => {
      asked.push(id);
      events.push([{ status: "waiting", before: 1 }]);
      events.push([{ status: "error", error: "Run stopped", stopped: true }]);
      return Promise.resolve(success(undefined));
    },
  });
  const phases: string[] = [];
  const end = effect(() => void phases.push(run.phase.value));
  const ended = run.execute();
  events.push([{ status: "waiting", before: 2 }]);
  await until(() => run.phase.value === "waiting");
  await run.stop();
  await ended;
  end();
  expect(asked).toEqual(["r1"]);
  expect(phases).toEqual(["idle", "starting", "running", "waiting", "stopping", "stopped"]);
});
