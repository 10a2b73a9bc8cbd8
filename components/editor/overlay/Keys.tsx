import { keyNames } from "../../../client/actions/keys.ts";

/** The keys of an action as they stand on a keyboard; all ways, or the first alone. */
export function Keys({ id, isMac, all = false }: { id: string; isMac: boolean; all?: boolean }) {
  const ways = keyNames(id, isMac).slice(0, all ? undefined : 1);
  return (
    <span class="keys">
      {ways.map((keys, index) => (
        <span key={index} class="keys-way">
          {index > 0 && <span class="keys-or">or</span>}
          {keys.map((key) => <kbd key={key}>{key}</kbd>)}
        </span>
      ))}
    </span>
  );
}
