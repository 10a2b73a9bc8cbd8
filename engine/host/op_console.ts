import { AsyncLocalStorage } from "node:async_hooks";
import { Console } from "node:console";
import { stripVTControlCharacters as plain } from "node:util";
import { LogBudget } from "../core/log_budget.ts";
import type { LogLevel } from "../core/run_event.ts";

/** Takes what an op logs; false when it is not wanted any more, as after the end of its run. */
export type LogSink = (level: LogLevel, text: string) => boolean;

/** Which level each method of the console logs at. */
const LEVELS: Readonly<Record<string, LogLevel>> = {
  log: "log",
  info: "info",
  debug: "debug",
  warn: "warn",
  error: "error",
  assert: "error",
  trace: "error",
  dir: "log",
  dirxml: "log",
  table: "log",
  group: "log",
  groupCollapsed: "log",
  groupEnd: "log",
  count: "log",
  countReset: "warn",
  time: "warn",
  timeLog: "log",
  timeEnd: "log",
};

type Method = (...args: unknown[]) => void;

/**
 * The console of the ops of a thread: what is logged while an op runs goes to that op's sink, also when several run at
 * once, and in what they await. Everything else goes where it went before.
 */
export class OpConsole {
  readonly #current = new AsyncLocalStorage<OpLog>();

  /**
   * Takes over the global console.
   *
   * @param current says what the op at work logs to, where that is known already and {@link run} is not used
   */
  constructor(current?: () => OpLog | undefined) {
    const logOf = current ?? (() => this.#current.getStore());
    const methods = console as unknown as Record<string, Method>;
    for (const [name, level] of Object.entries(LEVELS)) {
      const before = methods[name].bind(console);
      methods[name] = (...args) => {
        const log = logOf();
        if (log === undefined) before(...args);
        else log.write(name, level, args, before);
      };
    }
  }

  /** Does work whose logs go to the sink. */
  run<Result>(sink: LogSink, work: () => Result): Result {
    return this.#current.run(new OpLog(sink), work);
  }
}

/** What one call of an op logs: groups, counters and timers are its own. */
export class OpLog {
  readonly #sink: LogSink;
  #budget: LogBudget | undefined;
  #console: Record<string, Method> | undefined;
  #level: LogLevel = "log";
  #otherwise: Method = () => {};

  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  /** Logs as the console's method of that name does; what the sink does not take, `otherwise` gets as text. */
  write(name: string, level: LogLevel, args: unknown[], otherwise: Method): void {
    this.#level = level;
    this.#otherwise = otherwise;
    this.#console ??= formattingConsole((text) => this.#tell(text));
    this.#console[name](...args);
  }

  #tell(text: string): void {
    this.#budget ??= new LogBudget();
    const told = this.#budget.take(plain(text.replace(/\n$/, "")));
    if (told !== undefined && !this.#sink(this.#level, told)) this.#otherwise(told);
  }
}

/** A console that writes formatted text, a call at a time. */
function formattingConsole(write: (text: string) => void): Record<string, Method> {
  const stream = {
    write: (text: string): boolean => (write(text), true),
    on: () => stream,
    once: () => stream,
    removeListener: () => stream,
    listenerCount: () => 0,
  };
  const made: unknown = new Console({
    // Nothing but `write` is used of them.
    stdout: stream as unknown as NodeJS.WritableStream,
    stderr: stream as unknown as NodeJS.WritableStream,
    colorMode: false,
    inspectOptions: { depth: 4 },
  });
  return made as Record<string, Method>;
}
