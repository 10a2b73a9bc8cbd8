import { type Example, parseExample } from "../catalog/parse_example.ts";
import type { CatalogOp, Nodepack } from "../catalog/types.ts";
import { errorMessage } from "../core/errors.ts";
import type { CheckOutcome, ExampleOutcome } from "../host/protocol.ts";
import { HostProcess, type HostSettings } from "./host_process.ts";

/** What came of one line of an `@example`. */
export interface ExampleResult {
  op: string;
  /** The expression as it is written; the whole example where it could not be run. */
  code: string;
  status: "passed" | "failed" | "skipped";
  /** The values that should be equal, as text. */
  expected?: string;
  actual?: string;
  /** Why it failed, where it is not by its value. */
  error?: string;
}

/** How {@link testNodepack} works. */
export interface TestOptions extends HostSettings {
  /** How long an example may take, in milliseconds; 10 s by default. */
  timeout?: number;
  signal?: AbortSignal;
}

interface OpExample extends Example {
  op: string;
  text: string;
}

/**
 * Runs the examples of a pack's ops in a host of its own, with the pack's permissions. An example that ends the host, or
 * takes too long, fails; the others go on in another one.
 *
 * @throws the signal's reason when it aborts
 */
export async function testNodepack(
  pack: Nodepack,
  ops: readonly CatalogOp[],
  options: TestOptions,
): Promise<ExampleResult[]> {
  const results: ExampleResult[][] = [];
  const waiting: { place: number; example: OpExample }[] = [];
  for (const { schema: { name: op, examples = [] } } of ops) {
    for (const text of examples) {
      const parsed = parseExample(text);
      const place = results.push([]) - 1;
      if (parsed.kind === "code") waiting.push({ place, example: { op, text, ...parsed.example } });
      else if (parsed.kind === "skipped") results[place] = [{ op, code: text, status: "skipped" }];
      else results[place] = [{ op, code: text, status: "failed", error: parsed.message }];
    }
  }
  const signals = Object.fromEntries(
    ops.flatMap(({ kind, file, signalAt, schema }) =>
      signalAt !== undefined && (kind === "function" || file === "ops.ts")
        ? [[schema.name, signalAt]]
        : []
    ),
  );
  while (waiting.length > 0) {
    const examples = waiting.map(({ example }) => example);
    const outcomes = await runInHost(pack, { examples, signals }, options);
    for (const outcome of outcomes) {
      const { place, example } = waiting.shift()!;
      results[place] = resultsOf(example, outcome);
    }
  }
  return results.flat();
}

/** Runs examples in one host. When it ends early, the last outcome is that of the example that ended it. */
async function runInHost(
  pack: Nodepack,
  work: { examples: OpExample[]; signals: Record<string, number> },
  { timeout = 10_000, signal, ...settings }: TestOptions,
): Promise<ExampleOutcome[]> {
  signal?.throwIfAborted();
  const outcomes: ExampleOutcome[] = [];
  const host = new HostProcess({ ...settings, pack, files: pack.files, inspect: true });
  const done = Promise.withResolvers<void>();
  const abort = () => done.reject(signal?.reason);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => done.reject(new Error(`It takes longer than ${timeout / 1000} s`)),
      timeout,
    );
  };
  signal?.addEventListener("abort", abort);
  try {
    await host.ready;
    host.listen((message) => {
      if (message.type !== "example") return;
      outcomes[message.index] = message.outcome;
      watch();
      if (message.index === work.examples.length - 1) done.resolve();
    });
    void host.ended.then((reason) => done.reject(new Error(`Its host ended: ${reason}`)));
    watch();
    host.send({
      type: "examples",
      examples: work.examples.map(({ imports, body }) => ({ imports, body })),
      signals: work.signals,
    });
    await done.promise;
  } catch (error) {
    signal?.throwIfAborted();
    outcomes.push({ checks: [], error: errorMessage(error) });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    await host.kill();
  }
  return outcomes;
}

function resultsOf({ op, text, checks }: OpExample, outcome: ExampleOutcome): ExampleResult[] {
  const results = outcome.checks.map((check, i): ExampleResult =>
    resultOf(op, checks[i]?.code ?? text, check)
  );
  if (outcome.error !== undefined) {
    const code = checks[outcome.checks.length]?.code ?? text;
    results.push({ op, code, status: "failed", error: outcome.error });
  } else if (results.length === 0) results.push({ op, code: text, status: "passed" });
  return results;
}

function resultOf(op: string, code: string, { ok, ...difference }: CheckOutcome): ExampleResult {
  return ok ? { op, code, status: "passed" } : { op, code, status: "failed", ...difference };
}
