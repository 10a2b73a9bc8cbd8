/**
 * Stands in for `@std/http/negotiation`: the form of `accepts()` that chooses among given types.
 *
 * @module
 */
// @ts-types="@types/negotiator"
import Negotiator from "negotiator";

/**
 * Finds the media type that a request likes best.
 *
 * @param request whose `Accept` header counts; without one, the first type is as good as any
 * @param types the media types there are, the server's favourite first
 * @returns one of `types`; undefined where the request accepts none of them
 */
export function accepts<T extends string>(
  request: Pick<Request, "headers">,
  ...types: [T, ...T[]]
): T | undefined {
  const accept = request.headers.get("accept") ?? undefined;
  const [best] = new Negotiator({ headers: { accept } }).mediaTypes(types);
  return types.find((type) => type === best);
}
