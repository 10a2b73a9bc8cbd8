/** Ids of all processes below one, from the process table. Linux only. */
export async function descendants(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for await (const { name } of Deno.readDir("/proc")) {
    const id = Number(name);
    if (!Number.isInteger(id)) continue;
    const parent = await parentOf(id);
    if (parent !== undefined) parents.set(id, parent);
  }
  const found: number[] = [];
  for (const id of parents.keys()) {
    for (let above = parents.get(id); above !== undefined; above = parents.get(above)) {
      if (above === pid) found.push(id);
    }
  }
  return found;
}

/** Whether a process is in the process table and not just waiting to be taken note of. */
export async function isAlive(pid: number): Promise<boolean> {
  return await parentOf(pid) !== undefined;
}

/** Processes below one that compute at the moment. */
export async function busyDescendants(pid: number): Promise<number[]> {
  const before = await cpuTimes(await descendants(pid));
  // What computes without pause gets half of this at least, with a core of its own or without.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const after = await cpuTimes([...before.keys()]);
  return [...after].filter(([id, ticks]) => ticks - (before.get(id) ?? ticks) >= 3)
    .map(([id]) => id);
}

/** Processes below one that go on computing; hosts that just start are given the time for it. */
export async function stillBusy(pid: number): Promise<number[]> {
  let busy = await busyDescendants(pid);
  for (let i = 0; i < 30 && busy.length > 0; i++) busy = await busyDescendants(pid);
  return busy;
}

/** Resolves when a process and those below it have stopped computing; `check` is called until then. */
export async function settledCpu(pid: number, check: () => Promise<void>): Promise<void> {
  let before = Number.NEGATIVE_INFINITY;
  while (true) {
    await check();
    const times = await cpuTimes([pid, ...await descendants(pid)]);
    const total = [...times.values()].reduce((sum, ticks) => sum + ticks, 0);
    if (total - before <= 1) return;
    before = total;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Bytes of memory that a process has in use. */
export async function memoryOf(pid: number): Promise<number> {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(await Deno.readTextFile(`/proc/${pid}/status`));
  if (found === null) throw new Error(`Process ${pid} has no memory`);
  return Number(found[1]) * 1024;
}

async function cpuTimes(pids: readonly number[]): Promise<Map<number, number>> {
  const times = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readStat(pid);
    if (stat !== undefined) times.set(pid, Number(stat[11]) + Number(stat[12]));
  }
  return times;
}

async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readStat(pid);
  return stat === undefined || stat[0] === "Z" ? undefined : Number(stat[1]);
}

/** The fields behind the name: state, parent, …; undefined for a process that is gone. */
async function readStat(pid: number): Promise<string[] | undefined> {
  let stat: string;
  try {
    stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  } catch (error) {
    // Gone between listing and reading; the kernel says ESRCH for that, too.
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Error && error.message.includes("os error 3")) return undefined;
    throw error;
  }
  // The name in parentheses may hold anything.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
