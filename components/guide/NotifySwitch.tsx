import { useEffect, useState } from "preact/hooks";
import { type NotifyState, notifyState, setNotify } from "../../client/guide/notify.ts";

/** Why it cannot be turned on, and the way out. */
const WHY_NOT: Readonly<Record<NotifyState, string | undefined>> = {
  on: undefined,
  off: undefined,
  blocked: "The browser blocks notifications of this page. Allow them in its site settings.",
  missing: "This browser has no notifications here: they need HTTPS, or localhost.",
};

/** Whether a long run that has ended is told by a notification. */
export function NotifySwitch() {
  const [state, setState] = useState<NotifyState>("off");
  useEffect(() => setState(notifyState()), []);
  const whyNot = WHY_NOT[state];
  return (
    <section class="notify" aria-labelledby="notify-title">
      <h3 id="notify-title">Notifications</h3>
      <label class="notify-switch">
        <input
          type="checkbox"
          checked={state === "on"}
          disabled={whyNot !== undefined}
          aria-describedby="notify-about"
          onChange={async ({ currentTarget }) => {
            const next = await setNotify(currentTarget.checked);
            currentTarget.checked = next === "on";
            setState(next);
          }}
        />
        Tell me when a long run has ended
      </label>
      <p id="notify-about" class="dialog-text" aria-live="polite">
        {whyNot ?? "For runs of 10 seconds and more, while this page is in the background."}
      </p>
    </section>
  );
}
