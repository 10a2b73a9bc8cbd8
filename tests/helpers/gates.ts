import { within } from "./within.ts";

/** An address that answers an op when the test says so. */
export interface Gate {
  /** For the op: the pack `gated` has ops that take it. */
  readonly url: string;
  /** Resolves when the op has asked. */
  opened(): Promise<void>;
  /** Sends a line: the op makes a step. */
  push(line: string): void;
  /** Ends the answer. */
  end(): void;
  /** Resolves when the op has gone away before the answer ended: nothing of it is left that could ask. */
  abandoned(): Promise<void>;
}

/** Gates on a server of their own. */
export interface Gates extends AsyncDisposable {
  /** Makes one that has not been asked yet. */
  add(): Gate;
}

/** Starts the server of gates on a free port. */
export function startGates(): Gates {
  const answers = new Map<string, () => Response>();
  const closing = new AbortController();
  const server = Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    signal: closing.signal,
    onListen() {},
  }, (request) => {
    const { pathname } = new URL(request.url);
    return answers.get(pathname)?.() ?? new Response("There is no such gate", { status: 404 });
  });
  return {
    add() {
      const path = `/${answers.size + 1}`;
      const { gate, answer } = makeGate(`http://127.0.0.1:${server.addr.port}${path}`);
      answers.set(path, answer);
      return gate;
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.finished;
    },
  };
}

function makeGate(url: string): { gate: Gate; answer: () => Response } {
  const opened = Promise.withResolvers<void>();
  const abandoned = Promise.withResolvers<void>();
  const encoder = new TextEncoder();
  let lines: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const stream = () => {
    if (lines === undefined) throw new Error(`Nobody has asked ${url} yet: await its opened()`);
    return lines;
  };
  return {
    gate: {
      url,
      opened: () => within(`an op that asks ${url}`, opened.promise),
      abandoned: () => within(`the end of the op that asked ${url}`, abandoned.promise),
      push: (line) => stream().enqueue(encoder.encode(`${line}\n`)),
      end: () => stream().close(),
    },
    answer: () => {
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          lines = controller;
        },
        cancel: () => abandoned.resolve(),
      });
      opened.resolve();
      return new Response(body);
    },
  };
}
