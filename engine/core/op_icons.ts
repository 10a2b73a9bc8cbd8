/** Icons that an op may have, by `@icon <name>`. */
export const OP_ICONS = [
  "bot",
  "braces",
  "calculator",
  "camera",
  "chart",
  "clock",
  "code",
  "database",
  "file",
  "globe",
  "hash",
  "image",
  "key",
  "languages",
  "list",
  "mail",
  "map",
  "message",
  "palette",
  "scissors",
  "search",
  "shuffle",
  "sparkles",
  "table",
  "text",
  "video",
  "wand",
  "zap",
] as const;
/** See {@link OP_ICONS}. */
export type OpIcon = typeof OP_ICONS[number];

/** Whether a name is one of an icon. */
export function isOpIcon(name: unknown): name is OpIcon {
  return (OP_ICONS as readonly unknown[]).includes(name);
}
