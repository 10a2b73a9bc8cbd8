import { isDeepStrictEqual } from "node:util";
import type { CheckMode } from "../catalog/parse_example.ts";
import { toJson } from "../core/to_json.ts";
import { driveGenerator, isGenerator } from "./drive_generator.ts";
import type { CheckOutcome, ExampleOutcome, HostExamples } from "./protocol.ts";

/** Characters of a value that are told. */
const MOST_SHOWN = 2000;

const NOWHERE = { chunk() {}, percent() {}, progress() {} };

/** What the examples of a pack can name. */
export type ExampleNames = Record<string, unknown>;

/**
 * Runs examples one after the other, each as a module of its own with the names in its scope, and tells what came of
 * each. Never rejects.
 *
 * @param messageOf what is said of something that was thrown
 */
export async function runExamples(
  { examples, signals }: Pick<HostExamples, "examples" | "signals">,
  exports: ExampleNames,
  messageOf: (thrown: unknown) => string,
  tell: (index: number, outcome: ExampleOutcome) => void,
): Promise<void> {
  const names = withSignals(exports, signals);
  for (let index = 0; index < examples.length; index++) {
    const checks: CheckOutcome[] = [];
    const check = async (mode: CheckMode, ...values: (() => Promise<unknown>)[]) => {
      checks.push(await outcomeOf(mode, values, messageOf));
    };
    try {
      const run = await load(examples[index], Object.keys(names));
      await run(names, check);
      tell(index, { checks });
    } catch (error) {
      tell(index, { checks, error: messageOf(error) });
    }
  }
}

type ExampleModule = (names: ExampleNames, check: unknown) => Promise<void>;

async function load(
  { imports, body }: HostExamples["examples"][number],
  names: string[],
): Promise<ExampleModule> {
  const usable = names.filter((name) =>
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && name !== "default"
  );
  const code = `${imports}export default async ($names: any, $check: any) => {
const { ${usable.join(", ")} } = $names;
{
${body}}
};`;
  // Code of its own address is not asked a permission for, and TypeScript is compiled.
  const module: { default: ExampleModule } = await import(
    `data:application/typescript;charset=utf-8,${encodeURIComponent(code)}`
  );
  return module.default;
}

/** Gives ops that take a signal one, where an example does not. */
function withSignals(exports: ExampleNames, signals: Record<string, number>): ExampleNames {
  const names: ExampleNames = { ...exports };
  const { signal } = new AbortController();
  for (const [name, place] of Object.entries(signals)) {
    const op = exports[name];
    if (typeof op !== "function") continue;
    names[name] = (...args: unknown[]) => {
      args[place] ??= signal;
      return Reflect.apply(op, undefined, args);
    };
  }
  return names;
}

async function outcomeOf(
  mode: CheckMode,
  [actual, expected]: (() => Promise<unknown>)[],
  messageOf: (thrown: unknown) => string,
): Promise<CheckOutcome> {
  let value: unknown;
  try {
    value = await settle(actual);
  } catch (error) {
    const message = messageOf(error);
    if (mode !== "throws") return { ok: false, error: message };
    const wanted = String(await expected());
    return message.includes(wanted)
      ? { ok: true }
      : { ok: false, expected: `an error: ${wanted}`, actual: `an error: ${message}` };
  }
  try {
    if (mode === "runs") return { ok: true };
    if (mode === "true") {
      return value === true ? { ok: true } : { ok: false, expected: "true", actual: show(value) };
    }
    const wanted = await settle(expected);
    if (mode === "throws") {
      return { ok: false, expected: `an error: ${wanted}`, actual: show(value) };
    }
    // As events and results show them: an object without prototype is one, -0 is 0.
    const isEqual = isDeepStrictEqual(value, wanted) ||
      isDeepStrictEqual(toJson(value), toJson(wanted));
    return isEqual ? { ok: true } : { ok: false, expected: show(wanted), actual: show(value) };
  } catch (error) {
    return { ok: false, error: messageOf(error) };
  }
}

/** What a value is in the end: of a promise what it resolves to, of a generator what it returns. */
async function settle(give: () => Promise<unknown>): Promise<unknown> {
  const value = await give();
  const isRunning = isGenerator(value) && !(value instanceof ReadableStream);
  return isRunning ? await driveGenerator(value, NOWHERE, new AbortController().signal) : value;
}

function show(value: unknown): string {
  const text = Deno.inspect(value, { depth: 8, colors: false, strAbbreviateSize: MOST_SHOWN });
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}
