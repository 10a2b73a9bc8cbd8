import type { TestServer } from "./command_line.ts";

const encoder = new TextEncoder();

/** Connects to a server, to say what no HTTP client would. */
export async function connectTo(server: TestServer): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(server.url);
  return await Deno.connect({ hostname, port: Number(port) });
}

/** Writes a text; a server that has heard enough may close the connection before the end of it. */
export async function say(connection: Deno.TcpConn, text: string): Promise<void> {
  const bytes = encoder.encode(text);
  let sent = 0;
  try {
    while (sent < bytes.length) sent += await connection.write(bytes.subarray(sent));
  } catch (error) {
    const isClosed = error instanceof Deno.errors.BrokenPipe ||
      error instanceof Deno.errors.ConnectionReset;
    if (!isClosed) throw error;
  }
}

/** Reads the first of what a server answers; empty when it closes the connection instead. */
export async function hear(connection: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(16 * 1024);
  const size = await connection.read(buffer) ?? 0;
  return new TextDecoder().decode(buffer.subarray(0, size));
}

/** Sends a text as it is on a connection of its own, and reads the first of what is answered. */
export async function rawAnswer(server: TestServer, text: string): Promise<string> {
  using connection = await connectTo(server);
  await say(connection, text);
  return await hear(connection);
}
