import { useEffect, useState } from "preact/hooks";
import check from "lucide/dist/esm/icons/check.mjs";
import copy from "lucide/dist/esm/icons/copy.mjs";
import x from "lucide/dist/esm/icons/x.mjs";
import { copyText } from "../../client/copy_text.ts";
import { IconButton } from "./Button.tsx";

/** How long the answer stays on the button. */
const SHOWN_MS = 1500;
const LOOKS = {
  ready: { icon: copy, hint: "" },
  copied: { icon: check, hint: "Copied" },
  failed: { icon: x, hint: "The browser did not allow copying" },
} as const;

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label = "Copy" }: {
  /** The text, made when it is asked for. */
  text(): string | Promise<string>;
  label?: string;
}) {
  const [state, setState] = useState<keyof typeof LOOKS>("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const { icon, hint } = LOOKS[state];
  return (
    <>
      <IconButton
        label={hint || label}
        icon={icon}
        size={14}
        class={`copy-button copy-${state}`}
        onClick={async () => setState(await copyText(await text()) ? "copied" : "failed")}
      />
      <span class="visually-hidden" role="status">{hint}</span>
    </>
  );
}
