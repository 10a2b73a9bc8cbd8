import { expect } from "@std/expect";
import { OrphanGuard } from "@/engine/run/orphan_guard.ts";
import { allGone } from "@/tests/helpers/await_processes.ts";
import { isAlive } from "@/tests/helpers/processes.ts";
import { withinAsking } from "@/tests/helpers/within.ts";

/** A process group that ends only by force, with a process in it that its leader does not know of. */
function startGroup(): Deno.ChildProcess {
  return new Deno.Command("sh", {
    args: ["-c", "sleep 1000 & sleep 1000"],
    detached: true,
  }).spawn();
}

function failing(line: string): never {
  throw new Error(line);
}

Deno.test("OrphanGuard ends the groups that are left when it is closed, and no others", async () => {
  const guard = new OrphanGuard(failing);
  const groups = [startGroup(), startGroup(), startGroup(), startGroup()];
  const [first, kept, last, never] = groups;
  try {
    for (const group of [first, kept, last]) guard.add(group.pid);
    guard.remove(kept.pid);
    guard.remove(123456789);
    await guard.close();
    await allGone([first.pid, last.pid]);
    expect(await Promise.all([kept, never].map(({ pid }) => isAlive(pid)))).toEqual([true, true]);
  } finally {
    for (const group of [kept, never]) Deno.kill(-group.pid, "SIGKILL");
    await Promise.all(groups.map((group) => group.status));
  }
});

Deno.test("OrphanGuard that was ended itself is there again with the next group", async () => {
  const guard = new OrphanGuard(failing);
  const groups = [startGroup(), startGroup()];
  try {
    guard.add(groups[0].pid);
    const { pid } = guard;
    Deno.kill(pid!, "SIGKILL");
    await withinAsking("another guard", () => {
      guard.add(groups[1].pid);
      return Promise.resolve(guard.pid !== undefined && guard.pid !== pid);
    });
  } finally {
    await guard.close();
    await Promise.all(groups.map((group) => group.status));
  }
});

Deno.test("OrphanGuard that looks after nothing starts nothing", async () => {
  const guard = new OrphanGuard(failing);
  guard.remove(1);
  expect(guard.pid).toBe(undefined);
  await guard.close();
});
