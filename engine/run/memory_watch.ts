/** What {@link MemoryWatch} looks after. */
export interface Watched {
  /** 0 when there is no process. */
  readonly pid: number;
  /** Whether it works or loads, which is when it is looked at often. */
  readonly isBusy: boolean;
  /** Called when it uses too much. */
  tooLarge(): void;
}

/** Bytes of resident memory of processes; those that are gone are left out. */
export type ReadMemory = (pids: readonly number[]) => Promise<Map<number, number>>;

/** How often a process that works is looked at, in milliseconds. */
const OFTEN = 100;
/** Of how many times one that rests is looked at. */
const SELDOM = 10;

/** Ends processes whose resident memory grows over a limit. */
export class MemoryWatch {
  readonly #watched = new Set<Watched>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #round = 0;
  #isLooking = false;

  /** @param limit bytes; nothing is looked at when there is none */
  constructor(
    private readonly limit: number,
    private readonly read: ReadMemory = DEFAULT_READ,
  ) {}

  /** Looks after a process until {@link remove}. */
  add(watched: Watched): void {
    if (this.limit === Infinity) return;
    this.#watched.add(watched);
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.#look(), OFTEN);
    Deno.unrefTimer(this.#timer);
  }

  /** Looks after it no more. */
  remove(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Whether a process has grown so much that the next op in it could not have its share: what V8 has not given back
   * yet is not the fault of who comes next.
   */
  async isGrown(pid: number): Promise<boolean> {
    if (this.limit === Infinity || pid === 0) return false;
    const sizes = await this.#sizes([pid]);
    return (sizes.get(pid) ?? 0) > this.limit / 2;
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const isSeldom = ++this.#round % SELDOM === 0;
    const due = Array.from(this.#watched).filter((it) => it.pid > 0 && (it.isBusy || isSeldom));
    if (due.length > 0) {
      const sizes = await this.#sizes(due.map(({ pid }) => pid));
      for (const watched of due) {
        const isThere = this.#watched.has(watched);
        if (isThere && (sizes.get(watched.pid) ?? 0) > this.limit) watched.tooLarge();
      }
    }
    this.#isLooking = false;
  }

  async #sizes(pids: number[]): Promise<Map<number, number>> {
    try {
      return await this.read(pids);
    } catch {
      // Out of file handles, or the like: the next time will tell.
      return new Map();
    }
  }
}

/** A page of memory, as `/proc/<pid>/statm` counts. */
const PAGE = pageSize();

function pageSize(): number {
  if (Deno.build.os !== "linux") return 4096;
  try {
    // The same process, in pages and in bytes.
    const pages = Number(Deno.readTextFileSync("/proc/self/statm").split(" ")[0]);
    const vm = /^VmSize:\s+(\d+) kB$/m.exec(Deno.readTextFileSync("/proc/self/status"));
    const bytes = Number(vm?.[1]) * 1024 / pages;
    const exponent = Math.round(Math.log2(bytes));
    return exponent >= 12 && exponent <= 16 ? 2 ** exponent : 4096;
  } catch {
    return 4096;
  }
}

/** Reads the kernel's own table. Nothing is waited for: it is not on a disk. */
export function readFromProc(pids: readonly number[]): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  for (const pid of pids) {
    try {
      const pages = Number(Deno.readTextFileSync(`/proc/${pid}/statm`).split(" ")[1]);
      sizes.set(pid, pages * PAGE);
    } catch {
      // Gone, or nothing can be opened at the moment.
    }
  }
  return Promise.resolve(sizes);
}

/** Asks `ps`, where there is no such table. */
export async function readFromPs(pids: readonly number[]): Promise<Map<number, number>> {
  const args = ["-o", "pid=,rss=", "-p", pids.join(",")];
  const { stdout } = await new Deno.Command("ps", { args, stderr: "null" }).output();
  const sizes = new Map<number, number>();
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    const [, pid, kib] = /^\s*(\d+)\s+(\d+)\s*$/.exec(line) ?? [];
    if (pid !== undefined) sizes.set(Number(pid), Number(kib) * 1024);
  }
  return sizes;
}

/** Windows has neither: there V8's limit of a heap is the only one. */
const READERS: Partial<Record<typeof Deno.build.os, ReadMemory>> = {
  linux: readFromProc,
  android: readFromProc,
  windows: () => Promise.resolve(new Map()),
};
const DEFAULT_READ = READERS[Deno.build.os] ?? readFromPs;
