import type { ApiError, ApiResult } from "./api.ts";

const NO_ANSWER = "The server does not answer. Check that it is still running.";

/** Fetches, and turns everything that can go wrong into an {@link ApiError} in words. */
export async function request(
  call: typeof fetch,
  url: string,
  init: RequestInit = {},
): Promise<ApiResult<Response>> {
  let response: Response;
  try {
    response = await call(url, init);
  } catch (cause) {
    return { ok: false, error: connectionError(cause, init.signal) };
  }
  if (response.ok) return { ok: true, data: response };
  const { status } = response;
  return { ok: false, error: { kind: "http", message: await refusal(response), status } };
}

/** Fetches JSON and gives it its type. `parse` throws for what is not of the form. */
export async function requestJson<T>(
  call: typeof fetch,
  url: string,
  parse: (body: unknown) => T,
  init: RequestInit = {},
): Promise<ApiResult<T>> {
  const answer = await request(call, url, init);
  if (!answer.ok) return answer;
  let text: string;
  try {
    text = await answer.data.text();
  } catch (cause) {
    return { ok: false, error: connectionError(cause, init.signal) };
  }
  try {
    return { ok: true, data: parse(JSON.parse(text)) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The server's answer to ${url} is not what this page expects: ${reason}`;
    return { ok: false, error: { kind: "answer", message } };
  }
}

/** Words for a connection that failed or was ended from here. */
export function connectionError(cause: unknown, signal?: AbortSignal | null): ApiError {
  if (signal?.aborted) return { kind: "aborted", message: "Stopped" };
  // Browsers say "Failed to fetch" or the like, which helps nobody; the cause matters to tests and Deno.
  return cause instanceof TypeError || cause instanceof DOMException
    ? { kind: "network", message: NO_ANSWER }
    : { kind: "network", message: cause instanceof Error ? cause.message : NO_ANSWER };
}

/** What a refusing server says: its `detail`, else its status in words. */
async function refusal(response: Response): Promise<string> {
  const status = `${response.status} ${response.statusText}`.trim();
  try {
    const body: unknown = JSON.parse(await response.text());
    const detail = typeof body === "object" && body !== null && "detail" in body
      ? body.detail
      : undefined;
    if (typeof detail === "string" && detail !== "") return detail;
    if (detail !== undefined) return `The server answered ${status}: ${JSON.stringify(detail)}`;
  } catch {
    // No JSON (a proxy's page, say), or the connection broke: the status is what there is to tell.
  }
  return `The server answered ${status}.`;
}
