import { expect } from "@std/expect";
import { get_message_content, openai_chat_completion } from "@/nodepacks/llms/ops.ts";
import { startLlmServer } from "@/tests/helpers/llm_server.ts";
import { withEnv } from "@/tests/helpers/with_env.ts";

const QUESTION = [{ role: "user" as const, content: "What is the capital of Norway?" }];

Deno.test("openai_chat_completion() gets a completion, sending the key of the variable that is named", async () => {
  await using server = await startLlmServer({ apiKey: "secret-key" });
  using _ = withEnv("LLMS_TEST_KEY", "secret-key");
  using __ = withEnv("OPENAI_API_KEY", "another-key");
  const response = await openai_chat_completion("small", QUESTION, server.url, "LLMS_TEST_KEY");
  expect(response).toMatchObject({
    object: "chat.completion",
    model: "small",
    choices: [{ message: { role: "assistant", content: "The capital of Norway is Oslo." } }],
    usage: { total_tokens: expect.any(Number) },
  });
  expect(get_message_content(response)).toBe("The capital of Norway is Oslo.");
  await expect(openai_chat_completion("small", QUESTION, server.url)).rejects.toThrow("401");
});

Deno.test("openai_chat_completion() sends the options that are set, and no others", async () => {
  await using server = await startLlmServer();
  using _ = withEnv("OPENAI_API_KEY", "key");
  await openai_chat_completion("small", QUESTION, server.url);
  // deno-fmt-ignore
  await openai_chat_completion(
    "small", QUESTION, server.url, undefined, true, 100, 200, "low", 0, 7, 3, 0.5,
  );
  const [plain, full] = await server.requests();
  expect(withoutServersOwn(plain.body)).toEqual({ model: "small", messages: QUESTION });
  expect(withoutServersOwn(full.body)).toEqual({
    model: "small",
    messages: QUESTION,
    logprobs: true,
    max_completion_tokens: 100,
    max_tokens: 200,
    reasoning_effort: "low",
    temperature: 0,
    seed: 7,
    top_logprobs: 3,
    top_p: 0.5,
  });
});

Deno.test("openai_chat_completion() says which environment variable is not set", async () => {
  for (const name of ["LLMS_TEST_UNSET", ""]) {
    await expect(openai_chat_completion("small", QUESTION, "http://localhost", name)).rejects
      .toThrow(
        `Environment variable '${name}' is not set. Please set it before running this function.`,
      );
  }
  using _ = withEnv("LLMS_TEST_KEY", "");
  await expect(openai_chat_completion("small", QUESTION, "http://localhost", "LLMS_TEST_KEY"))
    .rejects.toThrow("Environment variable 'LLMS_TEST_KEY' is not set");
});

Deno.test("openai_chat_completion() passes on what the server refuses", async () => {
  await using server = await startLlmServer();
  using _ = withEnv("OPENAI_API_KEY", "key");
  const messages = [{ role: "user" as const, content: "You are too fast" }];
  await expect(openai_chat_completion("small", messages, server.url)).rejects.toThrow(
    "418 Rate limit reached for requests",
  );
});

Deno.test("openai_chat_completion() names a server that cannot be reached", async () => {
  using _ = withEnv("OPENAI_API_KEY", "key");
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/v1`;
  listener.close();
  await expect(openai_chat_completion("small", QUESTION, url)).rejects.toThrow(
    new RegExp(`^Cannot reach ${url}: .*refused`, "i"),
  );
});

Deno.test("get_message_content() is empty for a message without text", async () => {
  await using server = await startLlmServer();
  using _ = withEnv("OPENAI_API_KEY", "key");
  const messages = [{ role: "user" as const, content: "How is the weather?" }];
  const response = await openai_chat_completion("small", messages, server.url);
  expect(response).toMatchObject({
    choices: [{ message: { content: null, tool_calls: [{ function: { name: "get_weather" } }] } }],
  });
  expect(get_message_content(response)).toBe("");
});

Deno.test("get_message_content() says what to connect when it is given no completion", () => {
  for (const response of [{}, { choices: [] }, { choices: "x" }]) {
    expect(() => get_message_content(response)).toThrow("connect the output of a chat completion");
  }
  expect(() => get_message_content({ choices: [{ message: { content: 5 } }] })).toThrow(
    "not a text",
  );
});

/** The server notes down one field more than it is sent. */
function withoutServersOwn(body: Record<string, unknown>): Record<string, unknown> {
  const { _endpointType: _, ...sent } = body;
  return sent;
}
