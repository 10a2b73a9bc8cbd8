import { useState } from "preact/hooks";
import eyeOff from "lucide/dist/esm/icons/eye-off.mjs";
import eye from "lucide/dist/esm/icons/eye.mjs";
import { IconButton } from "../ui/Button.tsx";
import { flag } from "../ui/flag.ts";
import { controlAttributes, placeholder } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** A secret: what is typed is not shown, until it is asked for. */
export function PasswordField(props: ControlProps) {
  const { value, onChange, param } = props;
  const [revealed, setRevealed] = useState(false);
  return (
    <>
      <input
        {...controlAttributes(props)}
        class="control nodrag"
        type={revealed ? "text" : "password"}
        // Password managers offer to keep what is no password of this page.
        autoComplete="off"
        spellcheck={false}
        placeholder={placeholder(props, String)}
        value={typeof value === "string" ? value : ""}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <IconButton
        class="nodrag"
        label={revealed ? `Hide ${param.name}` : `Reveal ${param.name}`}
        icon={revealed ? eyeOff : eye}
        size={12}
        aria-pressed={flag(revealed)}
        onClick={() => setRevealed(!revealed)}
      />
    </>
  );
}
