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

async function parentOf(pid: number): Promise<number | undefined> {
  let stat: string;
  try {
    stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  } catch (error) {
    // Gone between listing and reading; the kernel says ESRCH for that, too.
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Error && error.message.includes("os error 3")) return undefined;
    throw error;
  }
  // The name in parentheses may hold anything; state and parent follow it.
  const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : Number(parent);
}
