import { expect } from "@std/expect";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { HostProcess } from "@/engine/run/host_process.ts";
import { PooledLease } from "@/engine/run/pooled_lease.ts";
import { within } from "@/tests/helpers/within.ts";
import { testingPack } from "@/tests/helpers/testing_pack.ts";

/** Runs an empty part in a host, and gives the lease as those see it who do not keep it. */
async function runOnce(host: HostProcess): Promise<WeakRef<PooledLease>> {
  const lease = new PooledLease(host, {
    grace: 50,
    greeting: 2000,
    spawn: () => host,
    giveBack: () => Promise.resolve(),
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  lease.start({ ops: [], nodes: [], outside: [], onError: "skip" }, [], {
    events: () => {},
    idle: resolve,
    died: reject,
  });
  await within("the end of an empty part", promise);
  await lease.release(true);
  return new WeakRef(lease);
}

Deno.test("a host does not keep what it was given for runs that are over", async () => {
  const pack = testingPack();
  const host = new HostProcess({ pack, files: pack.files, log: () => {} });
  try {
    const leases: WeakRef<PooledLease>[] = [];
    for (let i = 0; i < 5; i++) leases.push(await runOnce(host));
    setFlagsFromString("--expose-gc");
    // What is held weakly stays until the end of the current task.
    await new Promise((resolve) => setTimeout(resolve));
    runInNewContext("gc")();
    // The last may still be in the hands of what has called it.
    expect(leases.slice(0, -1).map((lease) => lease.deref())).toEqual(Array(4).fill(undefined));
  } finally {
    await host.kill();
    await host.ended;
  }
});
