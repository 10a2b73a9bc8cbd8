import { PsynapseError } from "../core/errors.ts";
import { limitNote, type Limits, limitText } from "../core/limits.ts";

/** A run's place among those that have their turn or wait for it. */
export interface Turn {
  /**
   * Waits for the turn; undefined when it has come already. Resolves when it has come, and also when it is left.
   *
   * @param onMove told at once, and whenever it changes, how many runs have to end before
   */
  wait(onMove: (before: number) => void): Promise<void> | undefined;
  /** Whether it has come. */
  readonly isOn: boolean;
  /** Gives it up, come or not. Safe to call twice. */
  leave(): void;
}

/** How long the news of the queue is gathered, in milliseconds: a queue that moves fast is not told step by step. */
const NEWS = 100;

/** Lets so many runs have their turn at a time; the others wait in the order in which they came. */
export class RunQueue {
  #running = 0;
  readonly #waiting: QueueTurn[] = [];
  readonly #limits: Pick<Limits, "runs" | "waiting">;
  #news: ReturnType<typeof setTimeout> | undefined;

  constructor(limits: Pick<Limits, "runs" | "waiting">) {
    this.#limits = limits;
  }

  /**
   * Takes a place. It has to be left in the end, whatever becomes of the run.
   *
   * @throws {PsynapseError} "busy" when too many wait already
   */
  enter(): Turn {
    const { runs, waiting } = this.#limits;
    const mayBegin = this.#running < runs;
    if (!mayBegin && this.#waiting.length >= waiting) {
      throw new PsynapseError(
        "busy",
        `${runsWait(waiting)} already ` +
          `${limitNote("waiting")}. Try again later.`,
      );
    }
    const turn = new QueueTurn((left, wasOn) => this.#leave(left, wasOn));
    this.#waiting.push(turn);
    if (mayBegin) this.#begin();
    else turn.tell(this.#waiting.length);
    return turn;
  }

  #begin(): void {
    this.#running++;
    this.#waiting.shift()!.begin();
  }

  #leave(turn: QueueTurn, wasOn: boolean): void {
    if (wasOn) this.#running--;
    else this.#waiting.splice(this.#waiting.indexOf(turn), 1);
    while (this.#running < this.#limits.runs && this.#waiting.length > 0) this.#begin();
    if (this.#waiting.length === 0) {
      clearTimeout(this.#news);
      this.#news = undefined;
      return;
    }
    this.#news ??= setTimeout(() => {
      this.#news = undefined;
      // Those in front have to end, and one more, whose turn it takes.
      this.#waiting.forEach((waiter, index) => waiter.tell(index + 1));
    }, NEWS);
  }
}

class QueueTurn implements Turn {
  #state: "waiting" | "on" | "left" = "waiting";
  readonly #come = Promise.withResolvers<void>();
  #onMove: ((before: number) => void) | undefined;
  #before = 0;

  constructor(private readonly onLeave: (turn: QueueTurn, wasOn: boolean) => void) {}

  get isOn(): boolean {
    return this.#state === "on";
  }

  wait(onMove: (before: number) => void): Promise<void> | undefined {
    if (this.#before > 0) onMove(this.#before);
    if (this.#state !== "waiting") {
      // Its turn came before anyone asked.
      if (this.#before > 0) onMove(0);
      return undefined;
    }
    this.#onMove = onMove;
    return this.#come.promise;
  }

  leave(): void {
    const { isOn } = this;
    const isLeft = this.#state === "left";
    this.#state = "left";
    this.#come.resolve();
    if (!isLeft) this.onLeave(this, isOn);
  }

  /** Says how many runs have to end before. */
  tell(before: number): void {
    if (this.#before === before) return;
    this.#before = before;
    this.#onMove?.(before);
  }

  begin(): void {
    this.#state = "on";
    this.#onMove?.(0);
    this.#come.resolve();
  }
}

function runsWait(count: number): string {
  return count === 1
    ? "1 run waits for its turn"
    : `${limitText("waiting", count)} runs wait for their turn`;
}
