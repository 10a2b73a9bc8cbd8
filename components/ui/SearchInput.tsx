import type { JSX, Ref } from "preact";

/** A field to search in what is shown. The browser neither completes nor corrects what is typed there. */
export function SearchInput({ label, words = label, value, onQuery, inputRef, ...rest }:
  & Omit<JSX.IntrinsicElements["input"], "label" | "ref" | "onInput">
  & {
    /** Its name, for screen readers. */
    label: string;
    /** What it says while it is empty. */
    words?: string;
    value: string;
    onQuery: (text: string) => void;
    inputRef?: Ref<HTMLInputElement>;
  }) {
  return (
    <input
      ref={inputRef}
      type="search"
      aria-label={label}
      placeholder={words}
      autoComplete="off"
      spellcheck={false}
      value={value}
      onInput={({ currentTarget }) => onQuery(currentTarget.value)}
      {...rest}
    />
  );
}
