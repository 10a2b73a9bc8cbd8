import type { PageResponse } from "./types.ts";

/**
 * Has the route's component rendered with `data`.
 *
 * @param data what the component finds in `props.data`
 * @param options status and headers of the answer
 */
export function page<Data>(
  data: Data,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<Data>;
export function page(): PageResponse<undefined>;
export function page<Data>(
  data?: Data,
  options: { headers?: HeadersInit; status?: number } = {},
): PageResponse<Data | undefined> {
  return { data, headers: options.headers, status: options.status };
}
