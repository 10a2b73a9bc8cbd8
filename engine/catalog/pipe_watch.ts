import { closeSync, constants, lstatSync, openSync } from "node:fs";
import { join } from "node:path";

/** How often to look, in milliseconds; more seldom where looking takes long. */
const INTERVAL = 1_000;

/** How many times as long as it took to look nothing is done after it. */
const REST = 50;

/**
 * Keeps pipes in a folder from holding up those who watch it. `Deno.watchFs` opens each file that is made: where that is
 * a pipe it waits until somebody opens the other end, tells of no change any more, and cannot be closed (Deno 2.9). So
 * each pipe is kept open here for as long as it is there. Links, hidden and sockets are nothing to wait for.
 */
export class PipeWatch {
  readonly #open = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(private readonly folder: string) {
    this.#wait(INTERVAL);
  }

  /** Looks now: afterwards no pipe holds anybody up. */
  async look(): Promise<void> {
    const found = new Set<string>();
    await collectPipes(this.folder, found);
    if (this.#isClosed) return;
    for (const path of found) {
      const end = this.#open.has(path) ? undefined : openBothEnds(path);
      if (end !== undefined) this.#open.set(path, end);
    }
    for (const [path, end] of this.#open) {
      if (found.has(path)) continue;
      closeSync(end);
      this.#open.delete(path);
    }
  }

  /** Ends it. Watchers are to be closed before. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const end of this.#open.values()) closeSync(end);
    this.#open.clear();
  }

  #wait(milliseconds: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(async () => {
      const began = performance.now();
      await this.look();
      this.#wait(Math.max(INTERVAL, REST * (performance.now() - began)));
    }, milliseconds);
    Deno.unrefTimer(this.#timer);
  }
}

async function collectPipes(dir: string, found: Set<string>): Promise<void> {
  try {
    for await (const { name, isDirectory, isFile, isSymlink } of Deno.readDir(dir)) {
      const path = join(dir, name);
      if (isDirectory) await collectPipes(path, found);
      else if (!isFile && !isSymlink && lstatSync(path).isFIFO()) found.add(path);
    }
  } catch {
    // What cannot be read, or has just gone, is told by those who load it.
  }
}

/** Opens a pipe without waiting for anybody; undefined where it may not be opened. */
function openBothEnds(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch {
    // It is gone, or belongs to somebody else.
    return undefined;
  }
}
