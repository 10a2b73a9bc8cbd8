import { HttpError } from "fresh";

/**
 * The last part of a path, decoded: an id may have a slash in it, as `%2F`, which the router leaves as it is.
 *
 * @throws {HttpError} 404 where it is not validly encoded: nothing has such a name
 */
export function lastSegment(url: URL): string {
  const encoded = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new HttpError(404, `"${encoded}" is not a valid name`, { cause });
  }
}
