import { expect } from "@std/expect";
import { HostPool, type PoolLimits } from "@/engine/run/host_pool.ts";
import type { HostLease } from "@/engine/run/hosts.ts";
import { isAlive } from "@/tests/helpers/processes.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { within } from "@/tests/helpers/within.ts";
import { testingCatalog, testingPack } from "@/tests/helpers/testing_pack.ts";

const PACK = testingPack();
const SECOND = testingPack({ name: "second" });

function pool(limits: Partial<PoolLimits>): HostPool {
  return new HostPool({ log: () => {} }, limits);
}

function lease(from: HostPool, packs = [PACK], signal = new AbortController().signal) {
  return from.lease({ packs, envVars: {}, signal });
}

async function release(leases: HostLease[]): Promise<void> {
  await Promise.all(leases.map((it) => it.release(true)));
}

/** Whether a promise is still open after what is ready has had its turn. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  let open = true;
  promise.then(() => open = false, () => open = false);
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  return open;
}

Deno.test("a host works for one run after the other", async () => {
  await using test = testPool();
  const first = await test.run({ a: ["process_id"] });
  const second = await test.run({ a: ["process_id"] });
  expect(outputOf(second, "a")).toBe(outputOf(first, "a"));
  expect(test.pool.pids).toEqual([outputOf(first, "a")]);
});

Deno.test("runs at the same time have hosts of their own, and wait when there are enough", async () => {
  await using test = testPool(testingCatalog(), { limits: { eagerHosts: 2, patience: 60_000 } });
  const runs = await Promise.all(
    Array.from(
      { length: 6 },
      () => test.run({ a: ["process_id"], w: ["sleep_op", { seconds: 0.01 }] }),
    ),
  );
  const pids = new Set(runs.map((events) => outputOf(events, "a")));
  expect(pids.size).toBe(2);
});

Deno.test("who waits for patience to end is served also when another waits for more than there is", async () => {
  const hosts = pool({ eagerHosts: 1, patience: 50, maxHosts: 2 });
  try {
    const first = await lease(hosts);
    const second = lease(hosts);
    const leaving = new AbortController();
    const both = lease(hosts, [PACK, SECOND], leaving.signal);
    await release(await within("a host for the second", second));
    leaving.abort(new Error("not needed"));
    await expect(both).rejects.toThrow("not needed");
    await release(first);
  } finally {
    await hosts.close();
  }
});

Deno.test("another host is started when none comes free", async () => {
  const hosts = pool({ eagerHosts: 1, patience: 10 });
  try {
    const first = await lease(hosts);
    const second = await lease(hosts);
    expect(hosts.pids.length).toBe(2);
    await release([...first, ...second]);
  } finally {
    await hosts.close();
  }
});

const VARIABLES: Record<string, Record<string, string>> = {
  "without variables": {},
  "with variables": { MOOD: "own" },
};
for (const [kind, envVars] of Object.entries(VARIABLES)) {
  Deno.test(`a host that is slow to start keeps a run ${kind} for a while only`, async () => {
    await using packs = await tempPacks({ "p/ops.ts": "await new Promise(() => {});" });
    const slow = testingPack({ dir: `${packs.dir}/p`, files: ["ops.ts"] });
    const hosts = pool({ eagerHosts: 1, patience: 10, startPatience: 60 });
    try {
      const { signal } = new AbortController();
      const request = { packs: [slow], envVars, signal };
      const [first, second] = [await hosts.lease(request), hosts.lease(request)];
      expect(await isOpen(second)).toBe(true);
      await release([...first, ...await within("a host for the second", second)]);
    } finally {
      await hosts.close();
    }
  });
}

Deno.test("there are no more hosts than allowed; who waits comes in order", async () => {
  const hosts = pool({ maxHosts: 1, eagerHosts: 8 });
  try {
    const first = await lease(hosts);
    const order: number[] = [];
    const second = lease(hosts).then((leases) => (order.push(2), leases));
    const third = lease(hosts, [SECOND]).then((leases) => (order.push(3), leases));
    expect(await isOpen(second)).toBe(true);
    await release(first);
    await release(await second);
    await release(await third);
    expect(order).toEqual([2, 3]);
  } finally {
    await hosts.close();
  }
});

Deno.test("runs that need the same packs in another order do not wait for each other", async () => {
  const hosts = pool({ maxHosts: 2, eagerHosts: 1, patience: 60_000 });
  try {
    const orders = [[PACK, SECOND], [SECOND, PACK]];
    await Promise.all(Array.from({ length: 8 }, async (_, i) => {
      await release(await lease(hosts, orders[i % 2]));
    }));
    expect(hosts.pids.length).toBe(2);
  } finally {
    await hosts.close();
  }
});

Deno.test("a run that needs more hosts than allowed gets them when it is alone", async () => {
  const hosts = pool({ maxHosts: 1 });
  try {
    const one = await lease(hosts);
    const both = lease(hosts, [PACK, SECOND]);
    expect(await isOpen(both)).toBe(true);
    await release(one);
    await release(await both);
  } finally {
    await hosts.close();
  }
});

Deno.test("who stops waiting is not in the way", async () => {
  const hosts = pool({ maxHosts: 1 });
  try {
    const first = await lease(hosts);
    const abort = new AbortController();
    const second = lease(hosts, [PACK], abort.signal);
    const third = lease(hosts);
    abort.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    await release(first);
    await release(await third);
  } finally {
    await hosts.close();
  }
});

Deno.test("hosts of a pack that has changed are not used again", async () => {
  await using test = testPool();
  const before = outputOf(await test.run({ a: ["process_id"] }), "a") as number;
  test.pool.update(testingCatalog([testingPack({ version: "2" })]));
  // Runs that know the pack as it was get hosts that are not kept.
  const old = outputOf(await test.run({ a: ["process_id"] }), "a") as number;
  expect(await isAlive(before)).toBe(false);
  expect(await isAlive(old)).toBe(false);
  expect(test.pool.pids).toEqual([]);
});

Deno.test("a host that is not needed ends after a while, but for the last of its pack", async () => {
  const hosts = pool({ eagerHosts: 2, idleTime: 20 });
  try {
    const [one, two] = [await lease(hosts), await lease(hosts)];
    const pids = hosts.pids;
    await release([...one, ...two]);
    while (hosts.pids.length > 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(pids).toContain(hosts.pids[0]);
  } finally {
    await hosts.close();
  }
});

Deno.test("warm() starts a host that the next run uses", async () => {
  await using test = testPool();
  await test.pool.warm(PACK);
  const pids = test.pool.pids;
  await test.pool.warm(PACK);
  expect(test.pool.pids).toEqual(pids);
  expect(outputOf(await test.run({ a: ["process_id"] }), "a")).toBe(pids[0]);
});

Deno.test("close() ends all hosts, and there are no new ones", async () => {
  const hosts = pool({ maxHosts: 1 });
  const leases = await lease(hosts);
  const waiting = lease(hosts);
  waiting.catch(() => {});
  const pids = hosts.pids;
  await hosts.close();
  expect(await isAlive(pids[0])).toBe(false);
  await expect(waiting).rejects.toThrow("The engine is closed");
  await release(leases);
  await expect(lease(hosts)).rejects.toThrow("The engine is closed");
  expect(hosts.pids).toEqual([]);
});

Deno.test("a host that does not get ready is ended", async () => {
  await using packs = await tempPacks({ "p/ops.ts": "await new Promise(() => {});" });
  const pack = testingPack({ dir: `${packs.dir}/p`, files: ["ops.ts"] });
  await using test = testPool(testingCatalog([pack]), { limits: { startTime: 300 } });
  const events = await test.run({ a: ["echo", { value: 1 }] });
  expect(errorOf(events, "a")).toContain('ended before "echo" could run');
});
