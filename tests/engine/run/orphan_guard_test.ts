import { expect } from "@std/expect";
import { OrphanGuard } from "@/engine/run/orphan_guard.ts";
import { allGone } from "@/tests/helpers/await_processes.ts";
import { descendants, isAlive } from "@/tests/helpers/processes.ts";
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
    const before = await children();
    guard.add(groups[0].pid);
    const [pid] = (await children()).filter((child) => !before.includes(child));
    Deno.kill(pid, "SIGKILL");
    await withinAsking("another guard", async () => {
      guard.add(groups[1].pid);
      return (await children()).some((child) => !before.includes(child));
    });
  } finally {
    await guard.close();
    await Promise.all(groups.map((group) => group.status));
  }
});

/** Processes that this one has started itself. */
async function children(): Promise<number[]> {
  const all = await descendants(Deno.pid);
  const below = await Promise.all(all.map(descendants));
  return all.filter((pid) => !below.flat().includes(pid));
}

Deno.test("OrphanGuard that looks after nothing starts nothing", async () => {
  const guard = new OrphanGuard(failing);
  guard.remove(1);
  await guard.close();
});
