import shieldAlert from "lucide/dist/esm/icons/shield-alert.mjs";
import shieldCheck from "lucide/dist/esm/icons/shield-check.mjs";
import { isStrongPermission, NOTHING } from "../../engine/core/permission_words.ts";
import { flag } from "../ui/flag.ts";
import { Icon } from "../ui/Icon.tsx";

/** What a nodepack may do, in words. What has no bounds stands out. */
export function PermissionBadges({ pack, permissions }: {
  pack: string;
  permissions: readonly string[];
}) {
  return (
    <ul class="permission-list" aria-label={`Permissions of ${pack}`}>
      {permissions.map((words) => {
        const isStrong = isStrongPermission(words);
        return (
          <li
            key={words}
            class="permission"
            title={tooltip(pack, words, isStrong)}
            data-strong={flag(isStrong)}
          >
            {isStrong && <Icon of={shieldAlert} size={11} />}
            {words === NOTHING && <Icon of={shieldCheck} size={11} />}
            <span class="permission-words">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

function tooltip(pack: string, words: string, isStrong: boolean): string {
  if (words === NOTHING) {
    return `${pack} has no permissions: no files, network, environment variables or programs.`;
  }
  const meaning = `${pack} may use ${words}`;
  return isStrong
    ? `${meaning}\n\nThis has no bounds: use it only if you trust the pack.`
    : meaning;
}
