/**
 * Stands in for `@std/http/status`: the texts of HTTP statuses.
 *
 * @module
 */
import { STATUS_CODES } from "node:http";

/** The text of each status: `STATUS_TEXT[404]` is `"Not Found"`. */
export const STATUS_TEXT: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(STATUS_CODES).map(([status, text]) => [status, text ?? ""]),
);
