import { useLater } from "../editor/load_later.ts";
import type { ControlProps } from "./types.ts";

/** The control for images, which few nodes have: it comes with the second part of the page. */
export function LateImageField(props: ControlProps) {
  const later = useLater();
  return later ? <later.ImageField {...props} /> : <span class="control" />;
}
