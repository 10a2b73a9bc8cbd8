/**
 * The process of the compiler. Its argument is the folder of the compiler's package; it hears and answers in lines of
 * JSON, and ends with its standard input.
 *
 * @module
 */
import { TextLineStream } from "./text_lines.ts";
import { errorMessage } from "../core/errors.ts";
import { loadCompiler } from "./compiler.ts";
import { GraphTypes } from "./graph_types.ts";
import type { CheckAnswer, CheckFailure, CheckMessage, PacksMessage } from "./protocol.ts";

const [lib] = Deno.args;
const ts = loadCompiler(lib);
let types: GraphTypes | undefined;

function answer(message: CheckMessage | PacksMessage): CheckAnswer | CheckFailure | undefined {
  if (message.type === "packs") {
    if (types === undefined) types = new GraphTypes(ts, lib, message);
    else types.packs = message;
    return undefined;
  }
  try {
    if (types === undefined) throw new Error("No packs are known yet");
    return types.check(message);
  } catch (error) {
    return { id: message.id, error: errorMessage(error) };
  }
}

const encoder = new TextEncoder();
const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).pipeThrough(
  new TextLineStream(),
);
for await (const line of lines) {
  const given = answer(JSON.parse(line));
  if (given === undefined) continue;
  let rest = encoder.encode(JSON.stringify(given) + "\n");
  while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
}
