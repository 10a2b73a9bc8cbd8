import { WHOLE } from "../../client/models/connections.ts";

/** What follows the name of a node whose output is meant: nothing for the whole value, ` · quotient` for a part of it. */
export function handleName(handle: string | null | undefined): string {
  return !handle || handle === WHOLE || handle === "result" ? "" : ` · ${handle}`;
}
