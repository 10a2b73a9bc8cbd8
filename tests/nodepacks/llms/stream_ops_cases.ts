import { expect } from "@std/expect";
import { OpenAIChatCompletionStream } from "@/nodepacks/llms/stream_ops.ts";
import { connectOp } from "@/tests/helpers/connect_op.ts";
import { startLlmServer } from "@/tests/helpers/llm_server.ts";
import { withEnv } from "@/tests/helpers/with_env.ts";

const ANSWER =
  "A rainbow is sunlight that water drops bend, split into its colors and send back to you.";
const QUESTION = [{ role: "user" as const, content: "What is a rainbow?" }];

Deno.test("OpenAIChatCompletionStream emits the text as it comes and returns the completion put together", async () => {
  await using server = await startLlmServer({ chunkSize: 10 });
  using _ = withEnv("LLMS_TEST_KEY", "key");
  const op = new OpenAIChatCompletionStream();
  const { chunks } = connectOp(op);
  const response = await op.call("small", QUESTION, server.url, "LLMS_TEST_KEY");
  expect(chunks.length).toBe(Math.ceil(ANSWER.length / 10));
  expect(chunks.join("")).toBe(ANSWER);
  expect(response).toEqual({
    id: expect.any(String),
    object: "chat.completion",
    created: expect.any(Number),
    model: "small",
    choices: [{
      index: 0,
      message: { role: "assistant", content: ANSWER, refusal: null },
      finish_reason: "stop",
      logprobs: null,
    }],
    usage: {
      prompt_tokens: expect.any(Number),
      completion_tokens: expect.any(Number),
      total_tokens: expect.any(Number),
    },
  });
});

Deno.test("OpenAIChatCompletionStream asks for the usage, and sends only options that are set", async () => {
  await using server = await startLlmServer();
  using _ = withEnv("OPENAI_API_KEY", "key");
  await new OpenAIChatCompletionStream().call("small", QUESTION, server.url);
  // deno-fmt-ignore
  await new OpenAIChatCompletionStream().call(
    "small", QUESTION, server.url, undefined, 100, 200, "low", 0, 7, 0.5,
  );
  const bodies = (await server.requests()).map(({ body: { _endpointType, ...body } }) => body);
  const always = {
    model: "small",
    messages: QUESTION,
    stream: true,
    stream_options: { include_usage: true },
  };
  expect(bodies).toEqual([always, {
    ...always,
    max_completion_tokens: 100,
    max_tokens: 200,
    reasoning_effort: "low",
    temperature: 0,
    seed: 7,
    top_p: 0.5,
  }]);
});

Deno.test("OpenAIChatCompletionStream puts calls of tools together", async () => {
  await using server = await startLlmServer();
  using _ = withEnv("OPENAI_API_KEY", "key");
  const op = new OpenAIChatCompletionStream();
  const { chunks } = connectOp(op);
  const messages = [{ role: "user" as const, content: "How is the weather?" }];
  expect(await op.call("small", messages, server.url)).toMatchObject({
    choices: [{
      finish_reason: "tool_calls",
      message: {
        content: null,
        tool_calls: [{ function: { name: "get_weather", arguments: '{"city":"Oslo"}' } }],
      },
    }],
  });
  expect(chunks).toEqual([]);
});

Deno.test("OpenAIChatCompletionStream ends when it is stopped", async () => {
  // Slow enough for a stop to come in between two characters.
  await using server = await startLlmServer({ chunkSize: 1, latency: 200 });
  using _ = withEnv("OPENAI_API_KEY", "key");
  const op = new OpenAIChatCompletionStream();
  const { chunks } = connectOp(op, (record) => record.stop());
  await expect(op.call("small", QUESTION, server.url)).rejects.toThrow("aborted");
  expect(chunks).toEqual(["A"]);
});

Deno.test("OpenAIChatCompletionStream fails with what the server says", async () => {
  await using server = await startLlmServer();
  using _ = withEnv("OPENAI_API_KEY", "key");
  const messages = [{ role: "user" as const, content: "You are too fast" }];
  await expect(new OpenAIChatCompletionStream().call("small", messages, server.url)).rejects
    .toThrow("418 Rate limit reached for requests");
  await expect(
    new OpenAIChatCompletionStream().call("small", messages, "http://localhost:1", "NOT_SET"),
  )
    .rejects.toThrow("Environment variable 'NOT_SET' is not set.");
});
