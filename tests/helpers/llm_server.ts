import { fileURLToPath } from "node:url";

/** A chat completion that the server was asked for. */
export interface SentRequest {
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** A running server of OpenAI's API, of which no model is a part: it answers from `tests/fixtures/llm`. */
export interface LlmServer extends AsyncDisposable {
  /** What clients take as base URL. */
  url: string;
  /** All requests so far, the oldest first. */
  requests(): Promise<SentRequest[]>;
}

/** How the server streams. */
export interface LlmServerOptions {
  /** How many characters a chunk has. */
  chunkSize?: number;
  /** How long it waits between chunks, in milliseconds. */
  latency?: number;
  /** The one key that it accepts; any other without this. */
  apiKey?: string;
}

const CLI = new URL("./cli.js", import.meta.resolve("@copilotkit/aimock"));
const FIXTURES = fileURLToPath(new URL("../fixtures/llm", import.meta.url));

/** Starts npm:@copilotkit/aimock in a process of its own, on a free port. */
export async function startLlmServer(options: LlmServerOptions = {}): Promise<LlmServer> {
  const { chunkSize = 8, latency = 0, apiKey } = options;
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-config",
      CLI.href,
      "--port=0",
      `--fixtures=${FIXTURES}`,
      `--chunk-size=${chunkSize}`,
      `--latency=${latency}`,
    ],
    env: apiKey === undefined ? {} : { AIMOCK_API_KEYS: apiKey },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    const address = await listeningAddress(output);
    // Left unread, a full pipe would hold the server up.
    const rest = readToEnd(output);
    return {
      url: `${address}/v1`,
      requests: () => journal(address, apiKey),
      async [Symbol.asyncDispose]() {
        // It would wait for the connections that clients keep open.
        process.kill("SIGKILL");
        await rest;
        await process.status;
      },
    };
  } catch (error) {
    process.kill("SIGKILL");
    await output.cancel();
    await process.status;
    throw error;
  }
}

async function listeningAddress(output: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  while (true) {
    const { done, value } = await output.read();
    if (done) throw new Error(`The server of OpenAI's API did not start. It said: ${text}`);
    text += value;
    const address = /listening on (http:\S+)\s/.exec(text);
    if (address) return address[1];
  }
}

async function readToEnd(output: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await output.read()).done);
}

async function journal(address: string, apiKey = ""): Promise<SentRequest[]> {
  const response = await fetch(`${address}/__aimock/journal?path=/v1/chat/completions`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (!response.ok) {
    throw new Error(`The server's journal cannot be read: ${await response.text()}`);
  }
  return await response.json();
}
