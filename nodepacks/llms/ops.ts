/**
 * Chat with language models, on any server that speaks OpenAI's API.
 *
 * @module
 */
import type { Int } from "psynapse";
import { type ChatMessage, type ReasoningEffort, withClient } from "./_chat.ts";

/**
 * Asks a language model for the next message of a chat and waits for the whole of it.
 *
 * @param model Name of the model, as the server calls it.
 * @param messages The chat so far: a list of `{role, content}`.
 * @param base_url Address of the server's API.
 * @param api_key_variable Name of the environment variable that holds the API key. It can be set under Settings.
 * @param logprobs Whether the probabilities of the tokens are returned.
 * @param max_completion_tokens How many tokens the model may write, those of its reasoning included.
 * @param max_tokens The same for servers and models that do not know `max_completion_tokens`.
 * @param reasoning_effort How long a reasoning model may think.
 * @param temperature From 0, always the likeliest answer, to 2, a varied one.
 * @param seed The same seed gives the same answer, where the model can do that.
 * @param top_logprobs How many of the likeliest tokens are listed at each place, 0 to 20; needs `logprobs`.
 * @param top_p Only the likeliest tokens are used, up to this sum of probabilities, 0 to 1.
 * @returns The completion as the server sends it.
 * @example
 * ```ts ignore
 * openai_chat_completion("gpt-5-mini", [{ role: "user", content: "Hello" }])
 * ```
 * @example
 * openai_chat_completion("gpt-5-mini", [], "http://localhost:1", "NO_SUCH_KEY")
 * // throws Environment variable 'NO_SUCH_KEY' is not set
 */
export async function openai_chat_completion(
  model: string,
  messages: ChatMessage[],
  base_url = "https://api.openai.com/v1",
  api_key_variable = "OPENAI_API_KEY",
  logprobs = false,
  max_completion_tokens?: Int,
  max_tokens?: Int,
  reasoning_effort?: ReasoningEffort,
  temperature?: number,
  seed?: Int,
  top_logprobs?: Int,
  top_p?: number,
): Promise<Record<string, unknown>> {
  return await withClient({ base_url, api_key_variable }, async (client) => {
    // What is undefined is not sent.
    const completion = await client.chat.completions.create({
      model,
      messages,
      logprobs: logprobs || undefined,
      max_completion_tokens,
      max_tokens,
      reasoning_effort,
      temperature,
      seed,
      top_logprobs,
      top_p,
    });
    return { ...completion };
  });
}

/**
 * The text of a completion's first message; "" for a message without text, such as a call of a tool.
 *
 * @param response A completion.
 * @example
 * get_message_content({ choices: [{ message: { role: "assistant", content: "Hi" } }] }) // "Hi"
 */
export function get_message_content(response: Record<string, unknown>): string {
  const choices: unknown = response.choices;
  if (!Array.isArray(choices) || choices.length === 0) {
    throw new Error("The response has no choices: connect the output of a chat completion");
  }
  const content: unknown = choices[0]?.message?.content;
  if (content === undefined || content === null) return "";
  if (typeof content === "string") return content;
  throw new Error("The message's content is not a text");
}
