/**
 * A boolean as the text of an attribute. `aria-*`, `data-*` and a few others want the word; a server's
 * HTML would have the attribute without a value, or not at all.
 */
export function flag(on: boolean): "true" | "false" {
  return on ? "true" : "false";
}
