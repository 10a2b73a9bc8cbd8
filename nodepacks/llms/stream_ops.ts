/**
 * Chat with language models, word by word.
 *
 * @module
 */
import { type Int, StreamOp } from "psynapse";
import { type ChatMessage, type ReasoningEffort, withClient } from "./_chat.ts";

/**
 * Asks a language model for the next message of a chat and shows the text while it is written.
 *
 * @example
 * ```ts ignore
 * new OpenAIChatCompletionStream().call("gpt-5-mini", [{ role: "user", content: "Hello" }])
 * ```
 * @example
 * new OpenAIChatCompletionStream().call("gpt-5-mini", [], "http://localhost:1", "NO_SUCH_KEY")
 * // throws Environment variable 'NO_SUCH_KEY' is not set
 */
export class OpenAIChatCompletionStream extends StreamOp {
  /**
   * @param model Name of the model, as the server calls it.
   * @param messages The chat so far: a list of `{role, content}`.
   * @param base_url Address of the server's API.
   * @param api_key_variable Name of the environment variable that holds the API key. It can be set under Settings.
   * @param max_completion_tokens How many tokens the model may write, those of its reasoning included.
   * @param max_tokens The same for servers and models that do not know `max_completion_tokens`.
   * @param reasoning_effort How long a reasoning model may think.
   * @param temperature From 0, always the likeliest answer, to 2, a varied one.
   * @param seed The same seed gives the same answer, where the model can do that.
   * @param top_p Only the likeliest tokens are used, up to this sum of probabilities, 0 to 1.
   * @returns The completion put together, in the form of one that was not streamed, with the usage.
   */
  async call(
    model: string,
    messages: ChatMessage[],
    base_url = "https://api.openai.com/v1",
    api_key_variable = "OPENAI_API_KEY",
    max_completion_tokens?: Int,
    max_tokens?: Int,
    reasoning_effort?: ReasoningEffort,
    temperature?: number,
    seed?: Int,
    top_p?: number,
  ): Promise<Record<string, unknown>> {
    return await withClient({ base_url, api_key_variable }, async (client) => {
      // What is undefined is not sent.
      const stream = client.chat.completions.stream({
        model,
        messages,
        max_completion_tokens,
        max_tokens,
        reasoning_effort,
        temperature,
        seed,
        top_p,
        stream_options: { include_usage: true },
      }, { signal: this.signal });
      stream.on("content", (chunk) => this.emit(chunk));
      const completion = await stream.finalChatCompletion();
      return { ...completion, choices: completion.choices.map(withoutParsed) };
    });
  }
}

/** The client adds `parsed` to messages, for schemas that are not in use here: the API has no such field. */
function withoutParsed<T extends { message: object }>(choice: T): T {
  const message: Record<string, unknown> = { ...choice.message };
  delete message.parsed;
  return { ...choice, message };
}
