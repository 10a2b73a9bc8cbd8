// The pack's permissions are all of `net` and `env`: a server's address and the name of the variable that holds its key
// are parameters, so neither can be listed beforehand.
import OpenAI, { APIConnectionError } from "openai";

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
 * Opens a client for a server that speaks OpenAI's API.
 *
 * @throws when the key's environment variable is not set or empty
 */
export function openClient({ base_url, api_key_variable }: Server): OpenAI {
  // An empty name is not one that can be asked for.
  const apiKey = api_key_variable === "" ? undefined : Deno.env.get(api_key_variable);
  if (!apiKey) {
    throw new Error(
      `Environment variable '${api_key_variable}' is not set. ` +
        "Please set it before running this function.",
    );
  }
  return new OpenAI({ baseURL: base_url, apiKey });
}

/** An error that says which server could not be reached; other errors as they are. */
export function explain(error: unknown, { base_url }: Server): unknown {
  if (!(error instanceof APIConnectionError)) return error;
  return new Error(`Cannot reach ${base_url}: ${rootMessage(error)}`, { cause: error });
}

/** The message of the innermost cause: the client's own says no more than "Connection error.". */
function rootMessage(error: Error): string {
  let innermost = error;
  while (innermost.cause instanceof Error) innermost = innermost.cause;
  return innermost.message;
}
