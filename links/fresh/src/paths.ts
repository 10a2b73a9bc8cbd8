import type { Method } from "./types.ts";

/** Every method a route can be registered for. */
export const METHODS: readonly Method[] = [
  "GET",
  "POST",
  "PATCH",
  "PUT",
  "DELETE",
  "HEAD",
  "OPTIONS",
];

/** Says whether a route's pattern lies at or below the path of a middleware. */
export function isBelow(pattern: string, path: string): boolean {
  if (path === "*" || path === "/" || path === "/*") return true;
  const wanted = path.replace(/\/\*?$/, "").split("/");
  const given = pattern.split("/");
  return wanted.every((segment, i) => segment === given[i]);
}
