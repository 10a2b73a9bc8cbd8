const CLASSES = {
  panel: { all: "choice", one: "choice-item" },
  node: { all: "segments", one: "segment" },
} as const;

/** One of a few, as buttons side by side. */
export function Choice<Name extends string>(
  { label, names, words, chosen, onChoose, look = "panel" }: {
    label: string;
    names: readonly Name[];
    words: Readonly<Record<Name, string>>;
    chosen: NoInfer<Name> | undefined;
    /** In a node they are smaller, and have the colour of its kind. */
    look?: keyof typeof CLASSES;
    onChoose: (name: NoInfer<Name>) => void;
  },
) {
  return (
    <div class={`${CLASSES[look].all} nodrag`} role="group" aria-label={label}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class={CLASSES[look].one}
          aria-pressed={name === chosen}
          onClick={() => onChoose(name)}
        >
          {words[name]}
        </button>
      ))}
    </div>
  );
}
