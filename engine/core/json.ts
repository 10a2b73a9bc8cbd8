/** A value that JSON can hold. Events, results and saved workflows are made of these alone. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };
