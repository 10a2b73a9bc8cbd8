import { descendants, isAlive } from "./processes.ts";
import { withinAsking } from "./within.ts";

/** Resolves when none of the processes is there any more. */
export async function allGone(pids: readonly number[]): Promise<void> {
  await withinAsking(
    `the end of the processes ${pids.join(", ")}`,
    async () => !(await Promise.all(pids.map(isAlive))).includes(true),
  );
}

/** Whether something computes in what a process has started. A loop without an end is never asleep. */
export async function isComputing(pid: number): Promise<boolean> {
  const states = await Promise.all((await descendants(pid)).map(threadStates));
  return states.flat().includes("R");
}

/** Resolves when all that a process has started was seen asleep. */
export async function allIdle(pid: number): Promise<void> {
  await withinAsking(
    `rest in what process ${pid} has started`,
    async () => !await isComputing(pid),
  );
}

/** Of each thread: `R` running, `S` asleep, … */
async function threadStates(pid: number): Promise<string[]> {
  try {
    const threads = await Array.fromAsync(Deno.readDir(`/proc/${pid}/task`));
    return await Promise.all(threads.map(({ name }) => threadState(pid, name)));
  } catch (error) {
    return leftMeanwhile(error);
  }
}

async function threadState(pid: number, thread: string): Promise<string> {
  try {
    const stat = await Deno.readTextFile(`/proc/${pid}/task/${thread}/stat`);
    // The name before it is in parentheses, and may hold any character.
    return stat.slice(stat.lastIndexOf(")") + 2).charAt(0);
  } catch (error) {
    leftMeanwhile(error);
    return "";
  }
}

/** A process may end while it is looked at; the kernel says ESRCH for that, too. */
function leftMeanwhile(error: unknown): never[] {
  const left = error instanceof Deno.errors.NotFound ||
    (error instanceof Error && error.message.includes("os error 3"));
  if (!left) throw error;
  return [];
}
