/** One of a few, as buttons side by side. */
export function Choice<Name extends string>({ label, names, words, chosen, onChoose }: {
  label: string;
  names: readonly Name[];
  words: Readonly<Record<Name, string>>;
  chosen: NoInfer<Name>;
  onChoose: (name: NoInfer<Name>) => void;
}) {
  return (
    <div class="choice nodrag" role="group" aria-label={label}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class="choice-item"
          aria-pressed={name === chosen}
          onClick={() => onChoose(name)}
        >
          {words[name]}
        </button>
      ))}
    </div>
  );
}
