import { expect } from "@std/expect";
import { signal } from "@preact/signals";
import type { Api } from "@/client/api.ts";
import { createReuse } from "@/client/models/reuse.ts";
import { memoryStorage } from "@/client/models/storage.ts";
import type { NodePrediction } from "@/engine/core/prediction.ts";
import { failure, success } from "../../helpers/fake_api.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";

/** A model whose requests are counted; `answers` are given one after the other. */
function stage(answers: (() => ReturnType<Api["plan"]>)[] = []) {
  const clock = new ManualClock();
  const storage = memoryStorage();
  const change = signal(0);
  const active = signal(false);
  const asked: unknown[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const reuse = createReuse({
    clock,
    storage,
    active,
    touch: () => void change.value,
    request: () => ({ change: change.peek() }),
    api: {
      plan(body, signal) {
        asked.push(body);
        signals.push(signal);
        return (answers.shift() ?? known("will_run"))();
      },
    },
  });
  return { reuse, clock, storage, change, active, asked, signals };
}

const known = (word: NodePrediction) => () => Promise.resolve(success(new Map([["n", word]])));
/** Lets what has been answered be taken. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("createReuse() is off, and asks nothing", () => {
  const { reuse, change, clock, asked } = stage();
  const end = reuse.follow();
  change.value++;
  clock.advance(10_000);
  expect([reuse.on.value, reuse.prediction("n").value, asked]).toEqual([false, undefined, []]);
  end();
});

Deno.test("the switch is kept, and comes back when it is asked for", () => {
  const { reuse, storage } = stage();
  reuse.set(true);
  const again = createReuse({
    api: { plan: known("stale") },
    clock: new ManualClock(),
    storage,
    request: () => ({}),
    touch() {},
    active: signal(false),
  });
  expect(again.on.value).toBe(false);
  again.restore();
  expect(again.on.value).toBe(true);
  again.set(false);
  again.restore();
  expect(again.on.value).toBe(false);
});

Deno.test("follow() asks once after several changes, and says what it is told", async () => {
  const { reuse, change, clock, asked } = stage([known("will_run"), known("up_to_date")]);
  const end = reuse.follow();
  reuse.set(true);
  change.value++;
  clock.advance(200);
  change.value++;
  clock.advance(299);
  expect(asked).toEqual([]);
  clock.advance(1);
  await settled();
  expect(asked).toEqual([{ change: 2 }]);
  expect(reuse.prediction("n").value).toBe("will_run");
  expect(reuse.prediction("other").value).toBeUndefined();
  change.value++;
  clock.advance(300);
  await settled();
  expect(reuse.prediction("n").value).toBe("up_to_date");
  end();
  change.value++;
  clock.advance(300);
  expect(asked).toHaveLength(2);
});

Deno.test("an answer to what was before the last change is not shown", async () => {
  const late = Promise.withResolvers<Awaited<ReturnType<Api["plan"]>>>();
  const { reuse, change, clock, signals } = stage([() => late.promise, known("stale")]);
  const end = reuse.follow();
  reuse.set(true);
  clock.advance(300);
  change.value++;
  expect(signals[0]?.aborted).toBe(true);
  clock.advance(300);
  late.resolve(success(new Map([["n", "up_to_date"]])));
  await settled();
  expect(reuse.prediction("n").value).toBe("stale");
  end();
});

Deno.test("nothing is said while a run is active, and it is asked again behind it", async () => {
  const { reuse, clock, active, asked } = stage([known("will_run"), known("up_to_date")]);
  const end = reuse.follow();
  reuse.set(true);
  clock.advance(300);
  await settled();
  active.value = true;
  expect(reuse.prediction("n").value).toBeUndefined();
  active.value = false;
  clock.advance(300);
  await settled();
  expect([reuse.prediction("n").value, asked.length]).toEqual(["up_to_date", 2]);
  reuse.set(false);
  expect(reuse.prediction("n").value).toBeUndefined();
  end();
});

Deno.test("what cannot be asked, or is not answered, is not shown", async () => {
  const refused = () => Promise.resolve(failure("The server does not answer."));
  const { reuse, clock, change } = stage([known("stale"), refused]);
  const end = reuse.follow();
  reuse.set(true);
  clock.advance(300);
  await settled();
  change.value++;
  clock.advance(300);
  await settled();
  expect(reuse.prediction("n").value).toBeUndefined();
  end();
});
