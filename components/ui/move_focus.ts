/** Moves the focus among `elements` as an arrow key, Home or End asks; says whether the key is one of those. */
export function moveFocus(key: string, elements: readonly HTMLElement[]): boolean {
  const at = elements.findIndex((element) => element === document.activeElement);
  const last = elements.length - 1;
  const next = {
    ArrowDown: at === last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  }[key];
  if (next === undefined) return false;
  elements[next]?.focus();
  elements[next]?.scrollIntoView({ block: "nearest" });
  return true;
}
