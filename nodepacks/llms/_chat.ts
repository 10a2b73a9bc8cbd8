// The pack's permissions are all of `net` and `env`: a server's address and the name of the variable that holds its key
// are parameters, so neither can be listed beforehand.
import type OpenAI from "openai";

/** How long a reasoning model may think. */
export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh";

/** One message of a chat, in the form of OpenAI's API. */
export type ChatMessage = OpenAI.ChatCompletionMessageParam;

/** Where a chat completion comes from. */
export interface Server {
  base_url: string;
  /** Name of the environment variable that holds the key. */
  api_key_variable: string;
}

/**
 * Asks something of a server that speaks OpenAI's API.
 *
 * @throws when the key's environment variable is not set or empty, when the server cannot be reached, and what the
 * server refuses
 */
export async function withClient<T>(
  { base_url, api_key_variable }: Server,
  ask: (client: OpenAI) => Promise<T>,
): Promise<T> {
  const apiKey = readKey(api_key_variable);
  // Loaded here because it is large: hosts are ready sooner without it.
  const { default: OpenAI, APIConnectionError } = await import("openai");
  try {
    return await ask(new OpenAI({ baseURL: base_url, apiKey }));
  } catch (error) {
    if (!(error instanceof APIConnectionError)) throw error;
    throw new Error(`Cannot reach ${base_url}: ${rootMessage(error)}`, { cause: error });
  }
}

function readKey(variable: string): string {
  // An empty name is not one that can be asked for.
  const key = variable === "" ? undefined : Deno.env.get(variable);
  if (key) return key;
  throw new Error(
    `Environment variable '${variable}' is not set. Please set it before running this function.`,
  );
}

/** The message of the innermost cause: the client's own says no more than "Connection error.". */
function rootMessage(error: Error): string {
  let innermost = error;
  while (innermost.cause instanceof Error) innermost = innermost.cause;
  return innermost.message;
}
