import type { FieldProps } from "./types.ts";

/** The control for a parameter by its type, marked with the reason when its value cannot be converted. */
export function Field(_props: FieldProps) {
  return null;
}
