import { withinAsking } from "../within.ts";

/** Set in the environment of a server, and so of all that it starts, to find what is left of it whoever its parent is. */
export const MARK = "PSYNAPSE_TEST_MARK";

/** Ids of the processes that carry a mark. Linux only. */
export async function markedProcesses(mark: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    const pid = Number(name);
    if (Number.isInteger(pid) && (await environmentOf(pid)).includes(`${MARK}=${mark}\0`)) {
      found.push(pid);
    }
  }
  return found;
}

/** Resolves when no process carries the mark any more. */
export async function markedGone(mark: string): Promise<void> {
  let left: number[] = [];
  try {
    await withinAsking("the end of all that a server has started", async () => {
      left = await markedProcesses(mark);
      return left.length === 0;
    });
  } catch (cause) {
    const commands = await Promise.all(left.map(commandOf));
    throw new Error(`Left behind: ${commands.join("; ")}`, { cause });
  }
}

async function environmentOf(pid: number): Promise<string> {
  return await readOf(pid, "environ");
}

async function commandOf(pid: number): Promise<string> {
  return `${pid} ${(await readOf(pid, "cmdline")).replaceAll("\0", " ").slice(0, 80)}`;
}

/** Empty for processes that are gone, wait to be taken note of, or are another user's. */
async function readOf(pid: number, file: string): Promise<string> {
  try {
    return await Deno.readTextFile(`/proc/${pid}/${file}`);
  } catch {
    return "";
  }
}
