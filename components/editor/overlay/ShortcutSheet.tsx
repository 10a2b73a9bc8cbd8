import { KEYS } from "../../../client/actions/keys.ts";
import { GESTURES } from "../../../client/actions/gestures.ts";
import { GROUPS } from "../../../client/actions/action.ts";
import { ACTIONS } from "../../../client/actions/table.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useEditor } from "../context.ts";
import { useActions } from "../shortcuts.ts";
import { Keys } from "./Keys.tsx";

/** All shortcuts, by group. */
export function ShortcutSheet() {
  const { hands } = useEditor();
  const { isMac } = useActions();
  const keyed = ACTIONS.filter(({ id }) => Object.hasOwn(KEYS, id));
  return (
    <Dialog title="Shortcuts" onClose={() => hands.overlay.value = undefined}>
      <div class="sheet" tabIndex={0} role="group" aria-label="All shortcuts">
        {GROUPS.map((group) => {
          const own = keyed.filter((action) => action.group === group);
          return own.length > 0 && (
            <section key={group} class="sheet-group">
              <h3>{group}</h3>
              <dl>
                {own.map(({ id, name }) => (
                  <div key={id} class="sheet-row">
                    <dt>{name}</dt>
                    <dd>
                      <Keys id={id} isMac={isMac} all />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section class="sheet-group">
          <h3>By hand</h3>
          <dl>
            {GESTURES.map(({ how, what }) => (
              <div key={how} class="sheet-gesture">
                <dt>{how}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
