import { useEffect } from "preact/hooks";
import check from "lucide/dist/esm/icons/circle-check.mjs";
import cross from "lucide/dist/esm/icons/circle-x.mjs";
import info from "lucide/dist/esm/icons/info.mjs";
import triangle from "lucide/dist/esm/icons/triangle-alert.mjs";
import x from "lucide/dist/esm/icons/x.mjs";
import type { Notice, NoticeKind } from "../../client/models/notices.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Icon, type IconShape } from "../ui/Icon.tsx";
import { useEditor } from "./context.ts";

/** How long a notice stays that only tells of something that went well. */
const SHOWN_MS = 4000;
/** Details shown of a long list. */
const MOST_DETAILS = 6;

const LOOKS = {
  info: { icon: info, stays: false },
  success: { icon: check, stays: false },
  warning: { icon: triangle, stays: true },
  error: { icon: cross, stays: true },
} as const satisfies Record<NoticeKind, { icon: IconShape; stays: boolean }>;

/** Messages above the page. Those with bad news stay until they are dismissed. */
export function Notices() {
  const { notices } = useEditor();
  return (
    <section class="notices" aria-label="Notices">
      {notices.items.value.map((notice) => <NoticeBox key={notice.id} notice={notice} />)}
    </section>
  );
}

function NoticeBox({ notice }: { notice: Notice }) {
  const { clock, notices } = useEditor();
  const { id, kind, text, details = [], action } = notice;
  const { icon, stays } = LOOKS[kind];
  useEffect(() => stays ? undefined : clock.after(SHOWN_MS, () => notices.dismiss(id)), []);
  return (
    <div class="notice" data-kind={kind} role={stays ? "alert" : "status"}>
      <Icon of={icon} class="notice-icon" />
      <div class="notice-body">
        <p>{text}</p>
        {details.length > 0 && (
          <ul>
            {details.slice(0, MOST_DETAILS).map((detail) => <li key={detail}>{detail}</li>)}
            {details.length > MOST_DETAILS && <li>and {details.length - MOST_DETAILS} more</li>}
          </ul>
        )}
        {action && (
          <Button
            onClick={() => {
              notices.dismiss(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton label="Dismiss" icon={x} size={14} onClick={() => notices.dismiss(id)} />
    </div>
  );
}
